import type { Collection } from '../../contract'
import { say } from '../../model'
import { StoreError, type Clock, type CollectionFiles, type Random, type Store } from '../../ports'
import {
  createCollectionRunner,
  createCollectionShelf,
  junitReport,
  listed,
  readCollection,
  sampleProfileFor,
  type FoundCollection,
  type Playground
} from '../../playground'
import type { PanelBase } from '../access/base'
import type { ClientRights } from '../clients'
import { accessOf, type Actor } from '../access/context'
import { askedBy, requireStandIn } from './access'
import { createRunHistory } from './run-history'
import { refusal, unprocessable } from '../access/refusal'
import type { ServerControl } from '../server/server-control'

/** Collections that somebody who is no administrator may have. */
const MOST_OF_ONE = 100

export interface CollectionDependencies {
  readonly playground: Playground
  readonly rights: ClientRights
  readonly store: Pick<Store, 'users' | 'collectionRuns'>
  readonly collectionFiles: CollectionFiles
  readonly clock: Clock
  readonly random: Random
  readonly serverControl: Pick<ServerControl, 'state'>
}

/** Every procedure of `collections`. */
export function createCollections(base: PanelBase, dependencies: CollectionDependencies) {
  const { playground, rights, collectionFiles } = dependencies
  const shelf = createCollectionShelf(collectionFiles)
  const issuer = () => dependencies.serverControl.state().issuer
  const run = createCollectionRunner({ ...dependencies, issuer, runAll: playground.runAll })
  const history = createRunHistory(dependencies)

  /** What isn't theirs is as unknown as what isn't there; a file that can't be read is the administrators' business. */
  async function requireSeen(actor: Actor, id: string): Promise<FoundCollection> {
    const found = await shelf.find(id)
    if (!found || !maySee(actor, found)) throw refusal('NOT_FOUND', say('no_such_collection', { id }))
    return found
  }

  async function requireReadable(actor: Actor, id: string): Promise<Collection> {
    const { collection, problem } = await requireSeen(actor, id)
    if (!collection) throw unprocessable([{ path: ['id'], message: problem }])
    return collection
  }

  async function hasRoom(actor: Actor): Promise<boolean> {
    if (accessOf(actor) === 'administrator') return true
    const own = (await shelf.list()).filter((found) => !found.shipped && maySee(actor, found))
    return own.length < MOST_OF_ONE
  }

  async function save(actor: Actor, id: string, collection: Collection) {
    if (shelf.isShipped(id)) throw refusal('CONFLICT', say('collection_shipped_name', { id }))
    const there = await shelf.find(id)
    if (there && !maySee(actor, there)) throw refusal('CONFLICT', say('collection_foreign', { id }))
    if (!there && !(await hasRoom(actor)))
      throw refusal('CONFLICT', say('collection_many', { max: MOST_OF_ONE }))
    const { owner: _owner, ...rest } = collection
    const owner = ownerFor(actor, collection)
    return listed(await shelf.save(id, { ...rest, ...(owner === undefined ? {} : { owner }) }))
  }

  return {
    list: base.collections.list.handler(async ({ context }) =>
      (await shelf.list()).filter((found) => maySee(context.actor, found)).map(listed)
    ),

    get: base.collections.get.handler(({ input, context }) => requireReadable(context.actor, input.id)),

    save: base.collections.save.handler(({ input, context }) =>
      save(context.actor, input.id, input.collection)
    ),

    remove: base.collections.remove.handler(async ({ input, context }) => {
      const { id, shipped } = await requireSeen(context.actor, input.id)
      if (shipped) throw refusal('CONFLICT', say('collection_shipped', { id }))
      await shelf.remove(id)
      await history.forget(id)
    }),

    import: base.collections.import.handler(async ({ input, context }) => {
      const { collection, issues } = readCollection(input.text)
      if (!collection) throw unprocessable(issues)
      return save(context.actor, await shelf.freeId(collection.name), collection)
    }),

    run: base.collections.run.handler(async ({ input, context }) => {
      const { id = '', collection: given, issuer, variables, only } = input
      const collection = given ? requireCollection(given) : await requireReadable(context.actor, id)
      const order = {
        id: id || collection.name,
        collection,
        variables,
        ...(issuer && { issuer }),
        ...(only && { only })
      }
      const result = await run(order, async (draft, as) => {
        await requireStandIn(dependencies.store, context, as)
        return askedBy(rights, draft, context)
      })
      if (!given) await history.add(context.actor, id, result).catch(passOverOutage)
      return { result, junit: junitReport(collection.name, result) }
    }),

    history: base.collections.history.handler(async ({ input, context }) => {
      const { id } = await requireSeen(context.actor, input.id)
      return history.list(context.actor, id)
    }),

    report: base.collections.report.handler(async ({ input, context }) => {
      const { id, collection } = await requireSeen(context.actor, input.id)
      const result = (await history.list(context.actor, id)).find((one) => one.id === input.run)
      if (!result) throw refusal('NOT_FOUND', say('no_such_run'))
      return { junit: junitReport(collection?.name ?? id, result) }
    }),

    removeRuns: base.collections.removeRuns.handler(async ({ input, context }) => {
      const { id } = await requireSeen(context.actor, input.id)
      return { removed: await history.remove(context.actor, id, input.run) }
    }),

    restoreRuns: base.collections.restoreRuns.handler(async ({ input, context }) => {
      const { id } = await requireSeen(context.actor, input.id)
      await history.restore(context.actor, id, input.runs)
    }),

    sampleProfile: base.collections.sampleProfile.handler(() => sampleProfileFor(playground.landingAddress()))
  }
}

/** Shipped ones are everybody's, the others their owner's and the administrators'. */
function maySee(actor: Actor, { shipped, collection }: FoundCollection): boolean {
  if (shipped || accessOf(actor) === 'administrator' || actor.kind === 'local') return true
  return actor.kind === 'user' && collection?.owner === actor.user.username
}

function ownerFor(actor: Actor, { owner }: Collection): string | undefined {
  return accessOf(actor) === 'administrator' || actor.kind !== 'user' ? owner : actor.user.username
}

/** Whoever ran it has what it brought, also while nothing can be kept; the store itself tells of that. */
function passOverOutage(error: unknown): void {
  if (!(error instanceof StoreError)) throw error
}

function requireCollection(document: Record<string, unknown>): Collection {
  const { collection, issues } = readCollection(JSON.stringify(document))
  if (collection) return collection
  throw unprocessable(issues.map(({ path, ...issue }) => ({ ...issue, path: ['collection', ...path] })))
}
