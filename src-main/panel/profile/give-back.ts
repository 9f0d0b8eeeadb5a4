import { parseScopeList, type Client, type KeptPiece, type TakenFrom, type User } from '../../model'
import type { Store } from '../../ports'
import type { LeftRecord, WayBack } from './going-back'

/** The way back, and with each role and scope that comes back whoever had it: nobody who took a name meanwhile. */
export async function giveBack(
  store: Pick<Store, 'users' | 'clients'>,
  pieces: readonly KeptPiece[],
  { change, left }: WayBack
): Promise<WayBack> {
  const users = new Map(change.users?.map((user) => [user.username, user] as const))
  const clients = new Map(change.clients?.map((client) => [client.client_id, client] as const))
  const isLeft = ({ kind, key }: LeftRecord) => left.some((one) => one.kind === kind && one.key === key)

  async function standing({ username, sub }: Pick<User, 'username' | 'sub'>): Promise<User | undefined> {
    const user = users.get(username) ?? (await store.users.get(username))
    if (sub === undefined) return user
    if (user?.sub === sub) return user
    const [renamed] = await store.users.find('sub', sub)
    return renamed && (users.get(renamed.username) ?? renamed)
  }

  async function give({ name, users: people = [], clients: ids = [] }: TakenFrom): Promise<void> {
    for (const person of people) {
      const user = await standing(person)
      if (user && !user.roles.includes(name) && !isLeft({ kind: 'users', key: user.username }))
        users.set(user.username, { ...user, roles: [...user.roles, name] })
    }
    for (const id of ids) {
      const client = clients.get(id) ?? (await store.clients.get(id))
      if (client && !isLeft({ kind: 'clients', key: id })) clients.set(id, withScope(client, name))
    }
  }

  for (const { taken } of pieces)
    if (taken && !isLeft({ kind: taken.kind, key: taken.name })) await give(taken)
  return { change: { ...change, users: [...users.values()], clients: [...clients.values()] }, left }
}

const withScope = (client: Client, token: string): Client => ({
  ...client,
  scope: [...new Set([...parseScopeList(client.scope), token])].join(' ')
})
