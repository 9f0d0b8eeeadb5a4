import { PROFILE_LISTS, type ProfileListName } from '../../model'
import type { Issue, ProfileChange, ProfileComparison } from '../../contract'
import type { ConfigurationChange, Store } from '../../ports'
import { changeOfProfile, type ImportDependencies } from './change-of-profile'
import { checkProfile, recordsOf } from './check-profile'
import type { ImportSteps } from './import-progress'
import { isRecord } from './is-record'
import { keyOf, standingIn } from './way-back/kept-records'
import { recordDifferences } from './record-differences'

/** Of more changes than this a person reads none; they are counted. */
const MOST_SHOWN = 500
/** As many records as are compared within a few milliseconds. */
const AT_ONCE = 250

type Compared = ImportDependencies & { store: Pick<Store, ProfileListName> }

/** What `importProfile` would change: each record that is new or differs, with the values that do. Nothing is changed. `steps` hears of each slice of them. */
export async function compareProfile(
  dependencies: Compared,
  document: unknown,
  steps?: ImportSteps
): Promise<
  | { readonly ok: true; readonly comparison: ProfileComparison }
  | { readonly ok: false; readonly issues: Issue[] }
> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return checked
  await steps?.begin(recordsOf(checked.counts))
  // What is prepared for it counts for nothing yet, but others have their turns meanwhile.
  const change = await changeOfProfile(
    dependencies,
    checked.profile,
    steps && { prepared: () => steps.prepared(0) }
  )
  const compared = await comparedWith(dependencies.store, change, steps)
  await steps?.done()
  return { ok: true, comparison: compared }
}

/** What stands there now, beside what would. */
async function comparedWith(
  store: Compared['store'],
  change: ConfigurationChange,
  steps: Pick<ImportSteps, 'prepared'> | undefined
): Promise<ProfileComparison> {
  const changes: ProfileChange[] = []
  let unchanged = 0
  const note = (one: Omit<ProfileChange, 'change'>, isNew: boolean): void => {
    if (one.differences.length > 0) changes.push({ ...one, change: isNew ? 'new' : 'changed' })
    else unchanged += 1
  }

  if (change.settings)
    for (const difference of recordDifferences(await store.settings.get(), change.settings))
      note({ kind: 'settings', key: difference.path, differences: [difference] }, false)
  for (const kind of PROFILE_LISTS)
    for (const [at, record] of (change[kind] ?? []).entries()) {
      const key = keyOf(kind, record)
      const existing = await standingIn(store, kind, key)
      const differences = recordDifferences(existing ?? {}, withoutMoment(record, existing))
      note({ kind, key, differences }, existing === undefined)
      if ((at + 1) % AT_ONCE === 0) await steps?.prepared(AT_ONCE)
    }
  return {
    added: changes.filter(({ change: kind }) => kind === 'new').length,
    changed: changes.filter(({ change: kind }) => kind === 'changed').length,
    unchanged,
    changes: changes.slice(0, MOST_SHOWN)
  }
}

/** What the import makes up for a new record (its moment, its subject) is no difference that anybody decides about. */
function withoutMoment(record: object, existing: unknown): unknown {
  if (existing !== undefined || !isRecord(record)) return record
  const { client_id_issued_at: _issued, ...rest } = record
  return rest
}
