import { isRecord } from './is-record'

/** One value that differs between two records; `before` or `after` is missing where the value is. */
export interface Difference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

/** What stands in the place of a secret: that it differs is said, what it is isn't. */
const HIDDEN = '•'.repeat(8)

/** Fields whose values are nobody's to read in a list of differences; of keys, the private members of RFC 7518 §6. */
const SECRETS = new Set([
  ...['client_secret', 'password', 'password_hash', 'pairwise_salt', 'registration_access_token'],
  ...['d', 'p', 'q', 'dp', 'dq', 'qi', 'k']
])

/** Every value that differs, by its path; lists count as one value. */
export function recordDifferences(
  before: unknown,
  after: unknown,
  path: readonly string[] = []
): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
    return names.flatMap((name) => recordDifferences(before[name], after[name], [...path, name]))
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return []
  const shown = (value: unknown): unknown => masked(path.at(-1), value)
  return [
    {
      path: path.join('.'),
      ...(before === undefined ? {} : { before: shown(before) }),
      ...(after === undefined ? {} : { after: shown(after) })
    }
  ]
}

/** A value without the secrets in it, however deep they stand. */
function masked(name: string | undefined, value: unknown): unknown {
  if (name !== undefined && SECRETS.has(name)) return HIDDEN
  if (Array.isArray(value)) return value.map((one) => masked(undefined, one))
  if (!isRecord(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, masked(key, one)]))
}
