/** A field that differs from what is saved; `value` is left out where there is none any more. */
export interface FormChange {
  readonly path: readonly string[]
  readonly value?: unknown
}

/** What differs, field by field. A list, or an object whose members have other names now, is one field. */
export function changesBetween(saved: unknown, now: unknown, path: readonly string[] = []): FormChange[] {
  if (!isPlain(saved) || !isPlain(now) || !haveSameNames(saved, now)) {
    if (JSON.stringify(saved) === JSON.stringify(now)) return []
    return [{ path, ...(now !== undefined && { value: now }) }]
  }
  return Object.keys(now).flatMap((key) => changesBetween(saved[key], now[key], [...path, key]))
}

/** Does the changes again. One whose field isn't there any more is left out. */
export function applyChanges(values: object, changes: readonly FormChange[]): void {
  for (const { path, value } of changes) {
    const last = path.at(-1)
    const holder = path.slice(0, -1).reduce<unknown>((at, key) => (isPlain(at) ? at[key] : undefined), values)
    if (last !== undefined && isPlain(holder)) holder[last] = value
  }
}

type Plain = Record<string, unknown>

const haveSameNames = (saved: Plain, now: Plain) =>
  Object.keys(saved).join('\n') === Object.keys(now).join('\n')

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
