import type { ClaimRule, Client, User } from '../../model'
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

/** What stood before something large was done, for as long as the server runs. */
export interface KeptState {
  readonly id: string
  readonly deed: 'import' | 'removal'
  /** Seconds since 1970. */
  readonly at: number
  /** The records, and of the settings the document, that going back would write or take away. */
  readonly counts: ProfileCounts
}

/** The one way back: it leads to before the last import or the last removals, secrets and keys included. */
export interface RestorePoint {
  beforeImport(change: ConfigurationChange): Promise<void>
  beforeRemoving(gone: { clients?: readonly Client[]; users?: readonly User[] }): Promise<void>
  current(): KeptState | undefined
  /** Undefined when it leads there no more, since something else was kept meanwhile. */
  restore(id: string): Promise<ProfileCounts | undefined>
}

/** Removals that follow each other so closely are one deed: seconds from one to the next. */
const ONE_DEED = 60

type Kept = KeptState & { readonly back: ConfigurationChange }

export function createRestorePoint({
  store,
  random,
  clock
}: {
  store: Pick<Store, ListName | 'settings' | 'writeConfiguration'>
  random: Pick<Random, 'uuid'>
  clock: Pick<Clock, 'nowSeconds'>
}): RestorePoint {
  let kept: Kept | undefined

  function keep(deed: KeptState['deed'], back: ConfigurationChange, id = random.uuid()): void {
    kept = { id, deed, at: clock.nowSeconds(), back, counts: countsOf(back) }
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
      keep('import', { ...back, removed })
    },

    async beforeRemoving({ clients = [], users = [] }) {
      const allClients = [...clients]
      for (const { username } of users) allClients.push(...(await store.clients.find('owner', username)))
      const rules: ClaimRule[] = []
      for (const { client_id } of allClients) rules.push(...(await store.claims.find('client_id', client_id)))
      const isGoingOn = kept?.deed === 'removal' && clock.nowSeconds() <= kept.at + ONE_DEED
      const { back, id } = isGoingOn && kept ? kept : { back: {} as ConfigurationChange, id: undefined }
      keep(
        'removal',
        {
          clients: [...(back.clients ?? []), ...allClients],
          users: [...(back.users ?? []), ...users],
          claims: [...(back.claims ?? []), ...rules]
        },
        id
      )
    },

    current: () => kept,

    async restore(id) {
      if (!kept || kept.id !== id) return undefined
      const { deed, back, counts } = kept
      await store.writeConfiguration(deed === 'import' ? back : await withoutStanding(back, standing))
      // A way back that failed is still one.
      if (kept?.id === id) kept = undefined
      return counts
    }
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
