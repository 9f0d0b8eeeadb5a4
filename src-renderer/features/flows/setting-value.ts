/** The value at a path such as `tokens.signing_alg`. */
export function valueAt(values: object, path: string): unknown {
  return path.split('.').reduce<unknown>((place, step) => (place as Record<string, unknown>)[step], values)
}

/** Puts a value there. */
export function putAt(values: object, path: string, value: unknown): void {
  const steps = path.split('.')
  const last = steps.pop()!
  const place = steps.length ? valueAt(values, steps.join('.')) : values
  ;(place as Record<string, unknown>)[last] = value
}
