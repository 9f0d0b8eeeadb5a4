import { displayNameOf } from '../../model'
import type { Store } from '../../ports'

/** How many are named of those that use something. */
const NAMED = 5

/** The people with a role, and the first of them. */
export async function membersOf({ users }: Pick<Store, 'users'>, role: string) {
  const { items, total } = await users.list({ where: { index: 'role', value: role }, limit: NAMED })
  return { total, first: items.map(({ username }) => username) }
}

/** The clients in whose own scope a token stands, and the first of them. */
export async function clientsWithScope({ clients }: Pick<Store, 'clients'>, token: string) {
  const { items, total } = await clients.list({ where: { index: 'scope', value: token }, limit: NAMED })
  return { total, first: items.map(displayNameOf) }
}

/** The scopes that name a role. */
export async function scopesNeeding({ scopes }: Pick<Store, 'scopes'>, role: string): Promise<string[]> {
  const { items } = await scopes.list()
  return items.filter(({ roles }) => roles.includes(role)).map(({ name }) => name)
}

/** `five` of many, as a sentence lists them. */
export function listed({ total, first }: { total: number; first: readonly string[] }): string {
  return first.join(', ') + (total > first.length ? ` and ${total - first.length} more` : '')
}
