import type { NamedClient, Person } from '../../contract'
import { displayNameOf, type User } from '../../model'
import type { Store } from '../../ports'

/** Says who and what ids stand for. */
export interface Named {
  person(user: User | undefined): Person | undefined
  bySubject(sub: string): Promise<Person | undefined>
  byUsername(username: string): Promise<Person | undefined>
  client(client_id: string): Promise<NamedClient>
  clients(client_ids: readonly string[]): Promise<NamedClient[]>
}

export function createNamed({ users, clients }: Pick<Store, 'users' | 'clients'>): Named {
  function person(user: User | undefined): Person | undefined {
    if (!user) return undefined
    const { username, name, email, picture } = user
    return { username, ...(name && { name }), ...(email && { email }), ...(picture && { picture }) }
  }

  async function client(client_id: string): Promise<NamedClient> {
    const found = await clients.get(client_id)
    return { client_id, ...(found && { client_name: displayNameOf(found) }) }
  }

  return {
    person,
    client,
    bySubject: async (sub) => person((await users.find('sub', sub))[0]),
    byUsername: async (username) => person(await users.get(username)),
    clients: (client_ids) => Promise.all(client_ids.map(client))
  }
}
