/** A field that differs from what is saved; `value` is left out where there is none any more. */
export interface FormChange {
  readonly path: readonly string[]
  readonly value?: unknown
}

/** What differs, field by field. A list is one field; a member that an object has no more, or has now, is a change of its own. */
export function changesBetween(saved: unknown, now: unknown, path: readonly string[] = []): FormChange[] {
  if (!isPlain(saved) || !isPlain(now)) {
    if (JSON.stringify(saved) === JSON.stringify(now)) return []
    return [{ path, ...(now !== undefined && { value: now }) }]
  }
  const names = new Set([...Object.keys(saved), ...Object.keys(now)])
  return [...names].flatMap((name) => changesBetween(saved[name], now[name], [...path, name]))
}

/** Does the changes again. One whose object isn't there any more is left out. */
export function applyChanges(values: object, changes: readonly FormChange[]): void {
  for (const { path, value } of changes) {
    const last = path.at(-1)
    const holder = path.slice(0, -1).reduce<unknown>((at, key) => (isPlain(at) ? at[key] : undefined), values)
    if (last === undefined || !isPlain(holder)) continue
    if (value === undefined) Reflect.deleteProperty(holder, last)
    else holder[last] = value
  }
}

type Plain = Record<string, unknown>

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
