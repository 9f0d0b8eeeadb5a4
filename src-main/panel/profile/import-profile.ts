import type { Issue } from '../../contract'
import type { ConfigurationChange, Store } from '../../ports'
import { changeOfProfile, type ImportDependencies } from './change-of-profile'
import { checkProfile, recordsOf, type ProfileCheck, type ProfileCounts } from './check-profile'
import type { ImportSteps } from './import-progress'

export type ImportOutcome =
  { readonly ok: true; readonly counts: ProfileCounts } | { readonly ok: false; readonly issues: Issue[] }

type TakingIn = ImportDependencies & { readonly store: Pick<Store, 'writeConfiguration'> }

/** `beforeWriting` hears of what is about to change, `steps` of how far it is. */
interface Hearers {
  readonly beforeWriting?: (change: ConfigurationChange) => Promise<void>
  readonly steps?: ImportSteps
}

/**
 * Replaces what the document names, by its keys, all of it or nothing, and leaves the rest. Passwords stay clear, for
 * `accounts.hashPending` to hash; a user without `sub` keeps the one that it has, else gets one.
 * Rejects with the store's StoreError when nothing could be written.
 */
export async function importProfile(
  dependencies: TakingIn,
  document: unknown,
  hearers?: Hearers
): Promise<ImportOutcome> {
  return takeIn(dependencies, await checkProfile(dependencies, document), hearers)
}

/** The same for what a check of the profile brought. */
export async function takeIn(
  dependencies: TakingIn,
  checked: ProfileCheck,
  { beforeWriting, steps }: Hearers = {}
): Promise<ImportOutcome> {
  if (!checked.ok) return checked
  await steps?.begin(recordsOf(checked.counts))
  const change = await changeOfProfile(dependencies, checked.profile, steps)
  await beforeWriting?.(change)
  await steps?.writing()
  await dependencies.store.writeConfiguration(change)
  await steps?.done()
  return { ok: true, counts: checked.counts }
}
