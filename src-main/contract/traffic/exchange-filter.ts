/** What a term of the filter can ask about; anything else that is typed is text. */
export const FILTER_KEYS = [
  'client',
  'user',
  'status',
  'error',
  'reason',
  'grant',
  'method',
  'path',
  'ip',
  'flow',
  'is'
] as const
export type FilterKey = (typeof FILTER_KEYS)[number]

/** One term: `status:4xx`, `-path:/jwks.json`, or words to find anywhere. */
export interface FilterTerm {
  /** None: text over path, headers, body and reason. */
  readonly key?: FilterKey
  readonly value: string
  readonly negated: boolean
}

const TERM = /(-?)(?:(\w+):)?(?:"([^"]*)"?|(\S+))/g

/**
 * Reads a filter: `client:web-spa status:4xx error:invalid_grant user:alice -path:/jwks.json text`. Terms about different things must
 * all hold, of several about one thing any; a minus turns a term round. A value with spaces stands in double quotes.
 */
export function parseExchangeFilter(text: string): FilterTerm[] {
  return [...text.matchAll(TERM)].flatMap(([whole, minus, name, quoted, plain]) => {
    const key = FILTER_KEYS.find((one) => one === name)
    const negated = minus === '-' && whole !== '-'
    if (key) return filterTerm(key, quoted ?? plain ?? '', negated)
    // A word with a colon, such as an address, is text.
    const words = name === undefined ? (quoted ?? plain ?? '') : `${name}:${quoted ?? plain ?? ''}`
    return filterTerm(undefined, words, negated)
  })
}

function filterTerm(key: FilterKey | undefined, value: string, negated: boolean): FilterTerm[] {
  return value === '' ? [] : [{ ...(key && { key }), value, negated }]
}

/** A term as it is typed. */
export function formatFilterTerm({ key, value, negated }: FilterTerm): string {
  const written = /\s/.test(value) ? `"${value}"` : value
  return `${negated ? '-' : ''}${key ? `${key}:` : ''}${written}`
}
