import type { User } from '../model'
import type { Random, Store } from '../ports'

/** The subject identifier of a person, who gets one where a record came without (OpenID Connect Core §2: stable for life). */
export async function subjectOf(
  user: User,
  { store, random }: { store: Pick<Store, 'users'>; random: Random }
): Promise<string> {
  if (user.sub !== undefined) return user.sub
  const made = random.uuid()
  const { sub = made } = await store.users.update(user.username, (current) => ({
    ...current,
    sub: current.sub ?? made
  }))
  return sub
}
