import type { Exchange, FilterKey, FilterTerm } from '../../contract'
import type { Entry } from '../entry'
import { wordsOf, type Words } from './holds'

/** What a filter asks about an exchange beside its facts. */
export interface Looker {
  userOf(entry: Entry): string | undefined
  flowOf(entry: Entry): number
  /** Whether its path, headers, bodies or reason hold the words. */
  holds(entry: Entry, words: Words): boolean
}

type Test = (entry: Entry) => boolean

/** A filter, ready to be asked many times: terms about different things must all hold, of several about one thing any. */
export function createMatch(terms: readonly FilterTerm[], looker: Looker): Test {
  const isAboutFact = ({ key }: FilterTerm) => key !== undefined
  const facts = matchOf(terms.filter(isAboutFact), looker)
  // Words are looked for last, in what the facts have left.
  const words = matchOf(
    terms.filter((term) => !isAboutFact(term)),
    looker
  )
  return (entry) => facts(entry) && words(entry)
}

function matchOf(terms: readonly FilterTerm[], looker: Looker): Test {
  const wanted = new Map<string, Test[]>()
  for (const term of terms) {
    if (term.negated) continue
    const about = term.key ?? `text ${term.value}`
    wanted.set(about, [...(wanted.get(about) ?? []), testOf(term, looker)])
  }
  const anyOf = [...wanted.values()]
  const noneOf = terms.filter(({ negated }) => negated).map((term) => testOf(term, looker))
  return (entry) =>
    anyOf.every((tests) => tests.some((test) => test(entry))) && !noneOf.some((test) => test(entry))
}

function testOf({ key, value }: FilterTerm, looker: Looker): Test {
  if (key === undefined) {
    const words = wordsOf(value)
    return (entry) => looker.holds(entry, words)
  }
  return TESTS[key](value.toLowerCase(), looker)
}

/** Equal, or beginning alike where the value ends in a star; letters of any case. */
function named(value: string, of: (entry: Entry) => string | undefined): Test {
  const start = value.endsWith('*') ? value.slice(0, -1) : undefined
  return remembered((found) => {
    const name = found.toLowerCase()
    return start === undefined ? name === value : name.startsWith(start)
  }, of)
}

/** Facts are few, and the exchanges that have them many: each fact is looked at once. */
function remembered<Fact>(test: (fact: Fact) => boolean, of: (entry: Entry) => Fact | undefined): Test {
  const known = new Map<Fact, boolean>()
  return (entry) => {
    const found = of(entry)
    if (found === undefined) return false
    const before = known.get(found)
    if (before !== undefined) return before
    const answer = test(found)
    known.set(found, answer)
    return answer
  }
}

const fact =
  (name: 'client_id' | 'error' | 'reason' | 'grant_type' | 'method') =>
  (value: string): Test =>
    named(value, ({ exchange }) => exchange[name])

const TESTS: Readonly<Record<FilterKey, (value: string, looker: Looker) => Test>> = {
  client: fact('client_id'),
  user: (value, { userOf }) => named(value, userOf),
  error: fact('error'),
  reason: fact('reason'),
  grant: fact('grant_type'),
  method: fact('method'),
  path: (value) =>
    remembered(
      (path: string) => path.toLowerCase().includes(value),
      ({ exchange }) => exchange.path
    ),
  flow:
    (value, { flowOf }) =>
    (entry) =>
      String(flowOf(entry)) === value,
  ip:
    (value) =>
    ({ raw }) =>
      raw?.ip === value,
  status: statusTest,
  is: stateTest
}

/** `404`, `4xx`. */
function statusTest(value: string): Test {
  const digits = /^[0-9x]{3}$/.test(value) ? new RegExp(`^${value.replaceAll('x', '\\d')}$`) : undefined
  return remembered(
    (status) => digits?.test(String(status)) ?? false,
    ({ exchange }) => exchange.status
  )
}

function stateTest(value: string): Test {
  const tests: Readonly<Record<string, Test>> = {
    failed: ({ exchange }) => isFailed(exchange),
    ok: ({ exchange }) => !isFailed(exchange),
    bookmarked: ({ bookmarked }) => bookmarked ?? false,
    noted: ({ note }) => Boolean(note),
    page: ({ exchange }) => exchange.page ?? false
  }
  return (Object.hasOwn(tests, value) ? tests[value] : undefined) ?? (() => false)
}

/** A refusal that travels to the client's redirect URI is one all the same. */
export function isFailed({ status, error }: Pick<Exchange, 'status' | 'error'>): boolean {
  return status >= 400 || error !== undefined
}
