import type { Accounts } from '../../accounts'
import { say } from '../../model'
import {
  COLLECTIONS,
  type CollectionFiles,
  type CollectionName,
  type DesktopHost,
  type Store
} from '../../ports'
import { startOver, type StartOverDependencies } from '../profile/start-over'
import { refusal, unprocessable } from '../refusal'

/** What came to be since the first start. The audit trail stays: it tells who put everything back; and what clients are to be told of goes on. */
const STATE = [
  'tokens',
  'authorizations',
  'authorizationCodes',
  'pushedRequests',
  'deviceCodes',
  'consents',
  'authorizationCounts',
  'playgroundKeys',
  'panelSessions',
  'signInRecords',
  'mailedCodes',
  'outbox',
  'interactions',
  'pendingSignOuts',
  'signInAttempts'
] as const satisfies readonly CollectionName[]
/** Records that are removed at once. */
const AT_ONCE = 500

export interface ResetDependencies extends StartOverDependencies {
  readonly store: Store
  readonly accounts: Pick<Accounts, 'endSignInSession'>
  readonly collectionFiles: CollectionFiles
}

/** Puts everything back to what a preconfigured build carries, signing keys apart. Throws CONFLICT in any other build. */
export async function resetToPreset(dependencies: ResetDependencies, { preset }: DesktopHost): Promise<void> {
  if (!preset) throw refusal('CONFLICT', say('no_preset'))
  // While their clients are known, so that those are told.
  await endSignIns(dependencies)
  const outcome = await startOver(dependencies, preset.profile)
  if (!outcome.ok) throw unprocessable(outcome.issues)
  for (const name of STATE) await clear(dependencies.store, name)
  const { collectionFiles } = dependencies
  for (const { id } of await collectionFiles.list()) await collectionFiles.remove(id)
}

async function endSignIns({ store, accounts }: ResetDependencies): Promise<void> {
  const { items } = await store.signInSessions.list({})
  for (const { id } of items) await accounts.endSignInSession(id)
}

async function clear(store: Store, name: (typeof STATE)[number]): Promise<void> {
  const collection = store[name] as Pick<Store['tokens'], 'list' | 'remove'>
  const keyOf = COLLECTIONS[name].key as (record: object) => string
  for (;;) {
    const { items } = await collection.list({ limit: AT_ONCE })
    if (items.length === 0) return
    await Promise.all(items.map((record) => collection.remove(keyOf(record))))
  }
}
