import { collectionResultSchema, type CollectionResult, type RequestResult } from '../../contract'
import type { CollectionRun } from '../../model'
import { unlessMissing, type Clock, type Store } from '../../ports'
import type { Actor } from '../access/context'
import { nameOf } from './access'

/** Results that are kept of a collection and of whoever runs it. */
const KEPT = 20
/** Seconds for which a result is kept. */
const KEPT_FOR = 90 * 86_400
/** Characters of what was expected and of what came; more than that nobody compares by eye. */
const KEPT_OF_A_VALUE = 1000
/** Seconds for which a removal can be undone. */
const UNDONE_WITHIN = 600

/** What running collections brought, each seeing their own. */
export interface RunHistory {
  add(actor: Actor, collection: string, result: CollectionResult): Promise<void>
  /** Latest first. */
  list(actor: Actor, collection: string): Promise<CollectionResult[]>
  /** Takes one off the list, or all; the ids of those that went. */
  remove(actor: Actor, collection: string, id: string | undefined): Promise<string[]>
  /** Puts those back that can still be. */
  restore(actor: Actor, collection: string, ids: readonly string[]): Promise<void>
  /** With a collection goes what running it brought, whoever ran it. */
  forget(collection: string): Promise<void>
}

export function createRunHistory({
  store: { collectionRuns },
  clock
}: {
  store: Pick<Store, 'collectionRuns'>
  clock: Pick<Clock, 'nowSeconds'>
}): RunHistory {
  /** Latest first, with those that were taken off the list and can be put back. */
  async function allOf(actor: Actor, collection: string): Promise<readonly CollectionRun[]> {
    const value = placeOf({ actor: whoseOf(actor), collection })
    const sort = { by: 'at', descending: true } as const
    return (await collectionRuns.list({ where: { index: 'place', value }, sort })).items
  }

  const shown = async (actor: Actor, collection: string) =>
    (await allOf(actor, collection)).filter(({ removed }) => !removed)

  /** Another request may have removed it for good meanwhile. */
  async function change(id: string, to: (current: CollectionRun) => CollectionRun): Promise<void> {
    await collectionRuns.update(id, to).catch(unlessMissing)
  }

  return {
    async add(actor, collection, result) {
      const sub = actor.kind === 'user' ? actor.user.sub : undefined
      await collectionRuns.insert({
        id: result.id,
        actor: whoseOf(actor),
        ...(sub !== undefined && { sub }),
        collection,
        at: result.at,
        result: { ...bounded(result) },
        exp: clock.nowSeconds() + KEPT_FOR
      })
      const surplus = (await allOf(actor, collection)).slice(KEPT)
      await collectionRuns.removeEach(surplus.map(({ id }) => id))
    },

    async list(actor, collection) {
      // One that another version kept may have another shape.
      return (await shown(actor, collection)).flatMap(
        ({ result }) => collectionResultSchema.safeParse(result).data ?? []
      )
    },

    async remove(actor, collection, id) {
      const gone = (await shown(actor, collection)).filter((run) => id === undefined || run.id === id)
      const exp = clock.nowSeconds() + UNDONE_WITHIN
      for (const run of gone) await change(run.id, (current) => ({ ...current, removed: true, exp }))
      return gone.map((run) => run.id)
    },

    async restore(actor, collection, ids) {
      const place = placeOf({ actor: whoseOf(actor), collection })
      for (const id of ids) {
        const run = await collectionRuns.get(id)
        if (!run?.removed || placeOf(run) !== place) continue
        await change(id, ({ removed: _put, ...rest }) => ({ ...rest, exp: clock.nowSeconds() + KEPT_FOR }))
      }
    },

    async forget(collection) {
      await collectionRuns.removeWhere('collection', collection)
    }
  }
}

/** What came may be a whole page of somebody's. */
function bounded({ results, ...result }: CollectionResult): CollectionResult {
  const cut = (text: string) =>
    text.length > KEPT_OF_A_VALUE ? `${text.slice(0, KEPT_OF_A_VALUE - 1)}…` : text
  const failuresOf = ({ failures }: RequestResult) =>
    failures.map(({ what, expected, actual }) => ({ what, expected: cut(expected), actual: cut(actual) }))
  return {
    ...result,
    results: results.map((one) => ({ ...one, outcome: cut(one.outcome), failures: failuresOf(one) }))
  }
}

/** Who takes the name of somebody who went, or was renamed, must not find what was theirs. */
function whoseOf(actor: Actor): string {
  return actor.kind === 'user' && actor.user.sub !== undefined ? `sub ${actor.user.sub}` : nameOf(actor)
}

const placeOf = ({ actor, collection }: Pick<CollectionRun, 'actor' | 'collection'>) =>
  `${actor}\n${collection}`
