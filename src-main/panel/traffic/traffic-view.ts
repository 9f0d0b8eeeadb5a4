import { parseExchangeFilter, type Exchange, type Exchanges } from '../../contract'
import { createTrafficReader, type Entry, type Inspector, type TrafficReader } from '../../inspector'
import { hasAccess } from '../../model'
import type { Store } from '../../ports'
import { accessOf, type PanelContext } from '../access/context'
import { createPersonNames } from './person-names'

export interface Question {
  readonly filter: string
  readonly after?: number | undefined
  readonly upTo?: number | undefined
}

/** What the procedures share: exchanges by filter, with the names of their people. */
export interface TrafficView {
  readonly reader: TrafficReader
  /** What matches, newest first, together with the newest exchange of all. */
  find(question: Question, context: Pick<PanelContext, 'actor'>): Promise<{ found: Entry[]; latest: number }>
  page(question: Question & { offset: number; limit: number }, context: PanelContext): Promise<Exchanges>
  summaryOf(entry: Entry): Promise<Exchange>
}

export function createTrafficView({
  inspector,
  store
}: {
  inspector: Pick<Inspector, 'entries'>
  store: Pick<Store, 'users' | 'subscribe'>
}): TrafficView {
  const names = createPersonNames(store)
  const reader = createTrafficReader({ inspector, nameOf: names.nameOf })

  async function find({ filter, after, upTo }: Question, { actor }: Pick<PanelContext, 'actor'>) {
    const entries = inspector.entries()
    await names.learn(entries)
    const findsSecrets = hasAccess(accessOf(actor), 'administrator')
    const found = await reader.find({ terms: parseExchangeFilter(filter), after, upTo, findsSecrets })
    return { found, latest: entries.at(-1)?.exchange.id ?? 0 }
  }

  return {
    reader,
    find,

    async page({ offset, limit, ...question }, context) {
      const { found, latest } = await find(question, context)
      const items = found.slice(offset, offset + limit).map(reader.summaryOf)
      return { items, total: found.length, latest }
    },

    async summaryOf(entry) {
      await names.learn(inspector.entries())
      return reader.summaryOf(entry)
    }
  }
}
