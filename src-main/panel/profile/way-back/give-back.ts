import {
  parseScopeList,
  type Client,
  type ConfigurationChange,
  type KeptPiece,
  type TakenFrom,
  type User
} from '../../../model'
import type { NewestConfiguration } from '../../../ports'
import type { LeftRecord, WayBack } from './going-back'

/** What a way back changes, and with each role and scope that comes back whoever had it: nobody who took a name meanwhile. */
export function giveBack(
  newest: NewestConfiguration,
  pieces: readonly KeptPiece[],
  { change, left }: WayBack
): ConfigurationChange {
  const users = new Map(change.users?.map((user) => [user.username, user] as const))
  const clients = new Map(change.clients?.map((client) => [client.client_id, client] as const))
  const isLeft = ({ kind, key }: LeftRecord) => left.some((one) => one.kind === kind && one.key === key)

  function standing({ username, sub }: Pick<User, 'username' | 'sub'>): User | undefined {
    const user = users.get(username) ?? newest.get('users', username)
    if (sub === undefined) return user
    if (user?.sub === sub) return user
    const [renamed] = newest.find('users', 'sub', sub)
    return renamed && (users.get(renamed.username) ?? renamed)
  }

  function give({ name, users: people = [], clients: ids = [] }: TakenFrom): void {
    for (const person of people) {
      const user = standing(person)
      if (user && !user.roles.includes(name) && !isLeft({ kind: 'users', key: user.username }))
        users.set(user.username, { ...user, roles: [...user.roles, name] })
    }
    for (const id of ids) {
      const client = clients.get(id) ?? newest.get('clients', id)
      if (client && !isLeft({ kind: 'clients', key: id })) clients.set(id, withScope(client, name))
    }
  }

  for (const { taken } of pieces) if (taken && !isLeft({ kind: taken.kind, key: taken.name })) give(taken)
  return { ...change, users: [...users.values()], clients: [...clients.values()] }
}

/** One that may ask for every scope by now does so for this one too. */
function withScope(client: Client, token: string): Client {
  if (client.scope === undefined) return client
  return { ...client, scope: [...new Set([...parseScopeList(client.scope), token])].join(' ') }
}
