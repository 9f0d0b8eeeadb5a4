import type { ConfigurationChange, KeptPiece, TakenFrom, ProfileListName } from '../../../model'
import type { Store } from '../../../ports'

/** Names of one piece: a line of the journal should not hold 100,000 people. */
const AT_ONCE = 2000

/** What leads back from a removal that is about to be done: with people go their clients, with clients the claims of these. */
export async function piecesOfRemoval(
  store: Pick<Store, 'clients' | 'claims'>,
  gone: Pick<ConfigurationChange, ProfileListName>,
  taken?: TakenFrom
): Promise<Pick<KeptPiece, 'back' | 'taken'>[]> {
  const clients = [...(gone.clients ?? [])]
  for (const { username } of gone.users ?? []) clients.push(...(await store.clients.find('owner', username)))
  const claims = [...(gone.claims ?? [])]
  for (const { client_id } of clients) claims.push(...(await store.claims.find('client_id', client_id)))
  return [{ back: { ...gone, clients, claims } }, ...(taken ? inParts(taken) : [])]
}

function inParts({ kind, name, users = [], clients = [] }: TakenFrom): Pick<KeptPiece, 'taken'>[] {
  const parts: Pick<KeptPiece, 'taken'>[] = []
  for (let at = 0; at < Math.max(users.length, clients.length); at += AT_ONCE)
    parts.push({
      taken: {
        kind,
        name,
        users: users.slice(at, at + AT_ONCE).map(({ username, sub }) => ({ username, sub })),
        clients: clients.slice(at, at + AT_ONCE)
      }
    })
  return parts
}
