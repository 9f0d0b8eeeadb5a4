import type { Issue } from '../../contract'
import type { ConfigurationChange, Store } from '../../ports'
import { changeOfProfile, type ImportDependencies } from './change-of-profile'
import { checkProfile, recordsOf, type ProfileCounts } from './check-profile'
import type { ImportSteps } from './import-progress'

export type ImportOutcome =
  { readonly ok: true; readonly counts: ProfileCounts } | { readonly ok: false; readonly issues: Issue[] }

/**
 * Replaces what the document names, by its keys, all of it or nothing, and leaves the rest. Passwords stay clear, for
 * `accounts.hashPending` to hash; a user without `sub` keeps the one that it has, else gets one.
 * Rejects with the store's StoreError when nothing could be written. `beforeWriting` hears of what is about to change,
 * `steps` of how far it is.
 */
export async function importProfile(
  dependencies: ImportDependencies & { store: Pick<Store, 'writeConfiguration'> },
  document: unknown,
  {
    beforeWriting,
    steps
  }: { beforeWriting?: (change: ConfigurationChange) => Promise<void>; steps?: ImportSteps } = {}
): Promise<ImportOutcome> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return checked
  await steps?.begin(recordsOf(checked.counts))
  const change = await changeOfProfile(dependencies, checked.profile, steps)
  await beforeWriting?.(change)
  await steps?.writing()
  await dependencies.store.writeConfiguration(change)
  await steps?.done()
  return { ok: true, counts: checked.counts }
}
