import type { Issue } from '../../contract'
import type { Store } from '../../ports'
import { changeOfProfile, type ImportDependencies } from './change-of-profile'
import { checkProfile, type ProfileCounts } from './check-profile'

export type ImportOutcome =
  { readonly ok: true; readonly counts: ProfileCounts } | { readonly ok: false; readonly issues: Issue[] }

/**
 * Replaces what the document names, by its keys, all of it or nothing, and leaves the rest. Passwords stay clear, for
 * `accounts.hashPending` to hash; a user without `sub` keeps the one that it has, else gets one.
 * Rejects with the store's StoreError when nothing could be written.
 */
export async function importProfile(
  dependencies: ImportDependencies & { store: Pick<Store, 'writeConfiguration'> },
  document: unknown
): Promise<ImportOutcome> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return checked
  await dependencies.store.writeConfiguration(await changeOfProfile(dependencies, checked.profile))
  return { ok: true, counts: checked.counts }
}
