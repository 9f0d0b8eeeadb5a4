import type { ClaimRule, Client, ConfigurationBefore, KeptBefore, User } from '../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../ports'
import type { ProfileCounts } from './check-profile'

const LISTS = ['clients', 'users', 'roles', 'scopes', 'claims', 'keys'] as const
type ListName = (typeof LISTS)[number]
const KEYS = {
  clients: 'client_id',
  users: 'username',
  roles: 'name',
  scopes: 'name',
  claims: 'id',
  keys: 'kid'
} as const

/** What stood before something large was done, without what leads back there. */
export type KeptState = Omit<ConfigurationBefore, 'back'>

/** The one way back: it leads to before the last import or the last removals, secrets and keys included, on whichever server they were made. */
export interface RestorePoint {
  beforeImport(change: ConfigurationChange): Promise<void>
  beforeRemoving(gone: { clients?: readonly Client[]; users?: readonly User[] }): Promise<void>
  current(): Promise<KeptState | undefined>
  /** Undefined when it leads there no more, since something else was kept meanwhile. */
  restore(id: string): Promise<ProfileCounts | undefined>
}

/** Removals that follow each other so closely are one deed: seconds from one to the next. */
const ONE_DEED = 60
/** Seconds for which there is a way back: secrets of what is gone lie there. */
const KEPT = 30 * 86_400
/** The key of the only record. */
const LATEST = 'latest'

export function createRestorePoint({
  store,
  random,
  clock
}: {
  store: Pick<Store, ListName | 'settings' | 'writeConfiguration' | 'keptBefore'>
  random: Pick<Random, 'uuid'>
  clock: Pick<Clock, 'nowSeconds'>
}): RestorePoint {
  const { keptBefore } = store
  const recordOf = (before?: ConfigurationBefore): KeptBefore => ({
    id: LATEST,
    exp: clock.nowSeconds() + KEPT,
    ...(before && { before })
  })

  function pointOf(deed: KeptState['deed'], back: ConfigurationChange, id: string): ConfigurationBefore {
    return { id, deed, at: clock.nowSeconds(), back, counts: countsOf(back) }
  }

  async function standing(name: ListName, key: string): Promise<object | undefined> {
    return (await store[name].get(key)) as object | undefined
  }

  return {
    async beforeImport(change) {
      const back: Record<string, unknown> = change.settings ? { settings: await store.settings.get() } : {}
      const removed: Record<string, string[]> = {}
      for (const name of LISTS) {
        const [before, made]: [object[], string[]] = [[], []]
        for (const record of change[name] ?? []) {
          const key = keyOf(name, record)
          const stood = await standing(name, key)
          if (stood) before.push(stood)
          else made.push(key)
        }
        if (before.length > 0) back[name] = before
        if (made.length > 0) removed[name] = made
      }
      const point = pointOf('import', { ...back, removed }, random.uuid())
      await keptBefore.upsert(LATEST, () => recordOf(point))
    },

    async beforeRemoving({ clients = [], users = [] }) {
      const allClients = [...clients]
      for (const { username } of users) allClients.push(...(await store.clients.find('owner', username)))
      const rules: ClaimRule[] = []
      for (const { client_id } of allClients) rules.push(...(await store.claims.find('client_id', client_id)))
      const gone = { clients: allClients, users, claims: rules }
      const id = random.uuid()
      await keptBefore.upsert(LATEST, (current) => {
        const former = current?.before
        const isGoingOn = former?.deed === 'removal' && clock.nowSeconds() <= former.at + ONE_DEED
        return recordOf(
          isGoingOn
            ? pointOf('removal', together(former.back, gone), former.id)
            : pointOf('removal', gone, id)
        )
      })
    },

    async current() {
      const before = (await keptBefore.get(LATEST))?.before
      if (!before) return undefined
      const { back: _back, ...state } = before
      return state
    },

    async restore(id) {
      const before = (await keptBefore.get(LATEST))?.before
      if (before?.id !== id) return undefined
      const { deed, back, counts } = before
      await store.writeConfiguration(deed === 'import' ? back : await withoutStanding(back, standing))
      // A way back that failed is still one, and one that came meanwhile stays.
      await keptBefore.upsert(LATEST, (current) =>
        current?.before && current.before.id !== id ? current : recordOf()
      )
      return counts
    }
  }
}

type Removed = Required<Pick<ConfigurationChange, 'clients' | 'users' | 'claims'>>

function together(former: ConfigurationChange, { clients, users, claims }: Removed): ConfigurationChange {
  return {
    clients: [...(former.clients ?? []), ...clients],
    users: [...(former.users ?? []), ...users],
    claims: [...(former.claims ?? []), ...claims]
  }
}

/** Whoever took the name of something that was removed keeps it. */
async function withoutStanding(
  back: ConfigurationChange,
  standing: (name: ListName, key: string) => Promise<object | undefined>
): Promise<ConfigurationChange> {
  const absent = async <Name extends ListName>(name: Name) => {
    const records: object[] = []
    for (const record of back[name] ?? [])
      if (!(await standing(name, keyOf(name, record)))) records.push(record)
    return records as unknown as NonNullable<ConfigurationChange[Name]>
  }
  return { clients: await absent('clients'), users: await absent('users'), claims: await absent('claims') }
}

const keyOf = (name: ListName, record: object) => String((record as Record<string, unknown>)[KEYS[name]])

function countsOf({ settings, removed, ...lists }: ConfigurationChange): ProfileCounts {
  const count = (name: ListName) => (lists[name]?.length ?? 0) + (removed?.[name]?.length ?? 0)
  return {
    settings: settings ? 1 : 0,
    clients: count('clients'),
    users: count('users'),
    roles: count('roles'),
    scopes: count('scopes'),
    claims: count('claims'),
    keys: count('keys')
  }
}
