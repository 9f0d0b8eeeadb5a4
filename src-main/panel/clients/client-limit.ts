import { say } from '../../model'
import type { Store } from '../../ports'
import { refusal } from '../access/refusal'

/** Throws when the person owns more clients than `settings.limits.clients_per_user` lets them; `more` counts ones that are about to come. */
export async function requireRoomForClient(
  { clients, settings }: Pick<Store, 'clients' | 'settings'>,
  owner: string | undefined,
  more: 0 | 1
): Promise<void> {
  const { clients_per_user: limit } = (await settings.get()).limits
  if (limit === null || owner === undefined) return
  const { total } = await clients.list({ where: { index: 'owner', value: owner }, limit: 1 })
  if (total + more > limit) throw refusal('FORBIDDEN', say('clients_many', { owner, limit }))
}
