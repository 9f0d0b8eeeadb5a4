import type { Exchange, FilterTerm } from '../../contract'
import type { Inspector } from '../create-inspector'
import type { Entry } from '../entry'
import { breathe } from './breathe'
import { readExchange, valueOf, type ExchangeParts } from './exchange-parts'
import { firstAfter } from './first-after'
import { createFlows } from './flows'
import { holds } from './holds'
import { createMatch, type Looker } from './match-exchange'
import { createRememberedSearch } from './remembered-search'

/** What is asked of the ring. */
export interface TrafficQuery {
  readonly terms: readonly FilterTerm[]
  readonly after?: number | undefined
  readonly upTo?: number | undefined
  /** Whether words may be found in what is masked; else a search would tell it letter by letter. */
  readonly findsSecrets: boolean
}

/** Looks at what the inspector keeps: everything that recording leaves for later. */
export interface TrafficReader {
  /** What matches, newest first. Requests are answered in between, however much there is. */
  find(query: TrafficQuery): Promise<Entry[]>
  summaryOf(entry: Entry): Exchange
  partsOf(entry: Entry): ExchangeParts | undefined
}

/** Exchanges that are placed, or looked through, before others have their turn. */
const PLACED_AT_ONCE = 250
const LOOKED_AT_ONCE = 2_000

export function createTrafficReader(dependencies: {
  inspector: Pick<Inspector, 'entries'>
  /** The name of a person, as far as it is known. */
  nameOf: (sub: string) => string | undefined
}): TrafficReader {
  const { inspector, nameOf } = dependencies
  const placeNew = createPlacing(inspector)
  const remembered = createRememberedSearch()
  const userOf = (entry: Entry) => userNamed(entry, nameOf)

  return {
    async find({ terms, after = 0, upTo = Infinity, findsSecrets }) {
      await placeNew.upToNow()
      const looker: Looker = {
        userOf,
        flowOf: placeNew.flowOf,
        holds: (entry, words) => holds(entry, words, findsSecrets)
      }
      const matches = createMatch(terms, looker)
      const entries = inspector.entries().slice()
      const look = (from: number) => lookThrough(entries, from, matches)
      const all = after === 0 ? await remembered.find({ terms, findsSecrets }, entries, look) : undefined
      const found = all ?? (await look(after)).reverse()
      return upTo === Infinity ? found : found.filter(({ exchange }) => exchange.id <= upTo)
    },

    summaryOf(entry) {
      const user = userOf(entry)
      return {
        ...entry.exchange,
        ...(user !== undefined && { user }),
        flow: placeNew.flowOf(entry),
        ...(entry.bookmarked && { bookmarked: true }),
        ...(entry.note && { note: entry.note })
      }
    },

    partsOf
  }
}

/** What matches of those after an exchange, oldest first. */
async function lookThrough(
  entries: readonly Entry[],
  after: number,
  matches: (entry: Entry) => boolean
): Promise<Entry[]> {
  const found: Entry[] = []
  for (let at = firstAfter(entries, after); at < entries.length; at += 1) {
    if (matches(entries[at]!)) found.push(entries[at]!)
    if (at % LOOKED_AT_ONCE === 0) await breathe()
  }
  return found
}

function partsOf({ raw }: Entry): ExchangeParts | undefined {
  return raw ? readExchange(raw) : undefined
}

/** Each exchange is read once for its links; those that are gone are forgotten from time to time. */
function createPlacing(inspector: Pick<Inspector, 'entries'>) {
  const flows = createFlows()
  let placedUpTo = 0
  let placed = 0
  let underway: Promise<void> | undefined

  async function place(): Promise<void> {
    const entries = inspector.entries().slice()
    if (placed > entries.length * 2 + 1_000) {
      flows.forget()
      placedUpTo = placed = 0
    }
    for (let at = firstAfter(entries, placedUpTo); at < entries.length; at += 1) {
      const entry = entries[at]!
      if (entry.raw) flows.place(entry)
      placedUpTo = entry.exchange.id
      placed += 1
      if (placed % PLACED_AT_ONCE === 0) await breathe()
    }
  }

  return {
    flowOf: flows.flowOf,
    /** Whoever comes meanwhile waits for what is under way, and then for what came since. */
    async upToNow(): Promise<void> {
      await underway
      underway = place()
      await underway
    }
  }
}

/** Who proved to be somebody, else who said to be. */
function userNamed(entry: Entry, nameOf: (sub: string) => string | undefined): string | undefined {
  const { exchange, raw } = entry
  if (raw?.sub !== undefined) return nameOf(raw.sub) ?? raw.sub
  const saysName = exchange.method === 'POST' && (exchange.page || exchange.grant_type === 'password')
  return saysName ? valueOf(partsOf(entry)?.sent ?? [], 'username') : undefined
}
