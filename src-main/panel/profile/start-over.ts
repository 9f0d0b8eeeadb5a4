import { DEFAULT_SETTINGS, patchSettings, type Profile } from '../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../ports'
import { changeOfProfile } from './change-of-profile'
import { countsOf, recordsOf, type ProfileCheck } from './check-profile'
import { withFirstRecords } from './first-start'
import type { ImportOutcome } from './import-profile'
import type { ImportSteps } from './import-progress'

const LISTS = ['clients', 'users', 'roles', 'scopes', 'claims'] as const
type ListName = (typeof LISTS)[number]

export interface StartOverDependencies {
  readonly store: Pick<Store, ListName | 'settings' | 'writeConfiguration' | 'playgroundKeys'>
  readonly random: Random
  readonly clock: Pick<Clock, 'nowSeconds'>
}

/**
 * Puts the configuration in the place where a first start with this profile would have: what the profile doesn't name goes,
 * all of it or nothing. Signing keys stay, and so does a person's subject, so that others know who is who.
 * `steps` hears of how far it is.
 */
export async function startOver(
  dependencies: StartOverDependencies,
  checked: ProfileCheck,
  steps?: ImportSteps
): Promise<ImportOutcome> {
  const { store } = dependencies
  if (!checked.ok) return checked
  const profile = withFirstRecords(checked.profile)
  await steps?.begin(recordsOf(countsOf(profile)))
  const change = await firstChange(dependencies, profile, steps)
  const removed = await removedBy(store, change)
  await steps?.writing()
  await store.writeConfiguration({ ...change, removed })
  // What the playground keeps for a client goes with it; whom it vouched for is trusted no more, since the settings begin anew.
  await store.playgroundKeys.removeEach(removed.clients ?? [])
  await steps?.done()
  return { ok: true, counts: checked.counts }
}

async function firstChange(
  { store, random, clock }: StartOverDependencies,
  { settings, ...lists }: Profile,
  steps: ImportSteps | undefined
): Promise<ConfigurationChange> {
  const subjects = new Map<string, string | undefined>()
  for (const { username } of lists.users ?? []) subjects.set(username, (await store.users.get(username))?.sub)
  const users = lists.users?.map((user) => ({ ...user, sub: user.sub ?? subjects.get(user.username) }))
  // Nothing of a record that stands there is kept, as there is nothing on a first start.
  const nothing = { clients: emptyOf(store.clients), users: emptyOf(store.users), settings: store.settings }
  const change = await changeOfProfile(
    { store: nothing, random, clock },
    { ...lists, ...(users && { users }) },
    steps
  )
  return { ...change, settings: patchSettings(DEFAULT_SETTINGS, settings ?? {}) }
}

const emptyOf = <Of extends Pick<Store, 'clients' | 'users'>['clients' | 'users']>(collection: Of): Of => ({
  ...collection,
  get: () => undefined
})

/** The keys of what stands there and in no list of the change. */
async function removedBy(
  store: StartOverDependencies['store'],
  change: ConfigurationChange
): Promise<NonNullable<ConfigurationChange['removed']>> {
  const removed: Partial<Record<ListName, readonly string[]>> = {}
  for (const name of LISTS) {
    const named = new Set((change[name] ?? []).map((record) => keyOf(name, record)))
    const { items } = await store[name].list({})
    removed[name] = items.map((record) => keyOf(name, record)).filter((key) => !named.has(key))
  }
  return removed
}

const KEYS = { clients: 'client_id', users: 'username', roles: 'name', scopes: 'name', claims: 'id' } as const

function keyOf(name: ListName, record: object): string {
  const { [KEYS[name]]: key } = record as Record<string, unknown>
  return String(key)
}
