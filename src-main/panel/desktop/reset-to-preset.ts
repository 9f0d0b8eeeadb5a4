import type { Accounts } from '../../accounts'
import { accessLevelOf, say, type User } from '../../model'
import {
  COLLECTIONS,
  type CollectionFiles,
  type CollectionName,
  type DesktopHost,
  type Preset,
  type Store
} from '../../ports'
import { checkParsedProfile, checkProfile, type ProfileCheck } from '../profile/check-profile'
import { withPasswordsOf } from '../profile/first-start'
import { startOver, type StartOverDependencies } from '../profile/start-over'
import { refusal, unprocessable } from '../access/refusal'
import type { ServerControl } from '../server/server-control'

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
  'collectionRuns',
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
  readonly accounts: Pick<Accounts, 'defaultPasswordStands' | 'endSignInSession'>
  readonly serverControl: ServerControl
  readonly loopbackOnly: boolean
  /** Begins to hash the passwords that came in clear. */
  readonly hashPasswords: () => void
  readonly collectionFiles: CollectionFiles
}

/** Puts everything back to what a preconfigured build carries, signing keys apart. Throws CONFLICT in any other build. */
export async function resetToPreset(dependencies: ResetDependencies, { preset }: DesktopHost): Promise<void> {
  if (!preset) throw refusal('CONFLICT', say('no_preset'))
  // While their clients are known, so that those are told.
  await endSignIns(dependencies)
  const outcome = await startOver(dependencies, await checkPreset(dependencies, preset))
  if (!outcome.ok) throw unprocessable(outcome.issues)
  for (const name of STATE) await clear(dependencies.store, name)
  const { collectionFiles } = dependencies
  for (const { id } of await collectionFiles.list()) await collectionFiles.remove(id)
  dependencies.hashPasswords()
  await listenAnew(dependencies)
}

/** With a lock, a reset must not give its person an administrator's password that they know. */
async function checkPreset(
  dependencies: ResetDependencies,
  { lock, profile }: Preset
): Promise<ProfileCheck> {
  const checked = await checkParsedProfile(dependencies, profile)
  if (lock === undefined || !checked.ok) return checked
  const { items } = await dependencies.store.users.list({})
  return checkProfile(dependencies, withPasswordsOf(items.filter(isAdministrator), checked.profile))
}

const isAdministrator = ({ roles }: User) => accessLevelOf(roles) === 'administrator'

/** The documented password came back while others can reach the server: starting refuses that, and its state says why. */
async function listenAnew({ serverControl, accounts, loopbackOnly }: ResetDependencies): Promise<void> {
  if (loopbackOnly || serverControl.state().status !== 'running') return
  if (!(await accounts.defaultPasswordStands())) return
  await serverControl.stop()
  await serverControl.start()
}

async function endSignIns({ store, accounts }: ResetDependencies): Promise<void> {
  const { items } = await store.signInSessions.list({})
  for (const { id } of items) await accounts.endSignInSession(id)
}

async function clear(store: Store, name: (typeof STATE)[number]): Promise<void> {
  const collection = store[name] as Pick<Store['tokens'], 'list' | 'removeEach'>
  const keyOf = COLLECTIONS[name].key as (record: object) => string
  for (;;) {
    const { items } = await collection.list({ limit: AT_ONCE })
    if (items.length === 0) return
    await collection.removeEach(items.map(keyOf))
  }
}
