import type { Issue, ProfileChange, ProfileComparison } from '../../contract'
import type { Awaitable, Store } from '../../ports'
import { changeOfProfile, type ImportDependencies } from './change-of-profile'
import { checkProfile } from './check-profile'
import { isRecord } from './is-record'
import { recordDifferences } from './record-differences'

/** Of more changes than this a person reads none; they are counted. */
const MOST_SHOWN = 500

const LISTS = ['clients', 'users', 'roles', 'scopes', 'claims', 'keys'] as const
const KEYS = {
  clients: 'client_id',
  users: 'username',
  roles: 'name',
  scopes: 'name',
  claims: 'id',
  keys: 'kid'
} as const

type Compared = ImportDependencies & { store: Pick<Store, (typeof LISTS)[number]> }

/** What `importProfile` would change: each record that is new or differs, with the values that do. Nothing is changed. */
export async function compareProfile(
  dependencies: Compared,
  document: unknown
): Promise<
  | { readonly ok: true; readonly comparison: ProfileComparison }
  | { readonly ok: false; readonly issues: Issue[] }
> {
  const checked = await checkProfile(dependencies, document)
  if (!checked.ok) return checked
  const change = await changeOfProfile(dependencies, checked.profile)
  const { store } = dependencies
  const changes: ProfileChange[] = []
  let unchanged = 0
  const note = (one: Omit<ProfileChange, 'change'>, isNew: boolean): void => {
    if (one.differences.length > 0) changes.push({ ...one, change: isNew ? 'new' : 'changed' })
    else unchanged += 1
  }

  if (change.settings)
    for (const difference of recordDifferences(await store.settings.get(), change.settings))
      note({ kind: 'settings', key: difference.path, differences: [difference] }, false)
  for (const kind of LISTS)
    for (const record of change[kind] ?? []) {
      const key = String((record as unknown as Record<string, unknown>)[KEYS[kind]])
      const existing = await (store[kind].get(key) as Awaitable<unknown>)
      const differences = recordDifferences(existing ?? {}, withoutMoment(record, existing))
      note({ kind, key, differences }, existing === undefined)
    }
  return {
    ok: true,
    comparison: {
      added: changes.filter(({ change: kind }) => kind === 'new').length,
      changed: changes.filter(({ change: kind }) => kind === 'changed').length,
      unchanged,
      changes: changes.slice(0, MOST_SHOWN)
    }
  }
}

/** What the import makes up for a new record (its moment, its subject) is no difference that anybody decides about. */
function withoutMoment(record: object, existing: unknown): unknown {
  if (existing !== undefined || !isRecord(record)) return record
  const { client_id_issued_at: _issued, ...rest } = record
  return rest
}
