import type { Client } from '../../model'
import type { Random, Store } from '../../ports'
import type { CheckClient } from './check-client'
import { refuseAdmin, type CheckScope } from './check-scope'
import { metadataRefusal } from './metadata-refusal'
import { keptFieldsOf } from './metadata-schema'
import { parseMetadata, type SentMembers } from './parse-metadata'
import { secretFor } from './registered-client'

/** RFC 7592 §2.2: what only the server says. */
const MUST_NOT_STAND = [
  'registration_access_token',
  'registration_client_uri',
  'client_secret_expires_at',
  'client_id_issued_at'
]

export type UpdateClient = (client: Client, sent: SentMembers) => Promise<Client>

/** Replaces the metadata of a client as a whole (RFC 7592 §2.2): what is left out has its default again. Throws OAuthError. */
export function createUpdateClient({
  store,
  random,
  checkScope,
  checkClient
}: {
  store: Pick<Store, 'clients' | 'users' | 'settings'>
  random: Random
  checkScope: CheckScope
  checkClient: CheckClient
}): UpdateClient {
  return async (client, sent) => {
    requireOwnNames(client, sent)
    const metadata = parseMetadata(sent)
    const { tokens } = await store.settings.get()
    const replaced = {
      ...metadata,
      id_token_signed_response_alg: metadata.id_token_signed_response_alg ?? tokens.signing_alg
    }
    const secret = secretFor(metadata, random, client.client_secret)
    const owner = client.owner === undefined ? undefined : await store.users.get(client.owner)
    await checkScope(metadata.scope, owner, client.scope)
    await checkClient({ ...replaced, ...keptFieldsOf(client), ...secret })
    return store.clients.update(client.client_id, (current) => {
      refuseAdmin(metadata.scope, current.scope)
      // A secret that was made anew in the meantime stands.
      const isSame = current.client_secret === client.client_secret
      return {
        ...replaced,
        ...keptFieldsOf(current),
        ...(isSame ? secret : secretFor(metadata, random, current.client_secret))
      }
    })
  }
}

/** RFC 7592 §2.2: the request names the client, and its secret only as it is. */
function requireOwnNames(client: Client, sent: SentMembers): void {
  if (sent.client_id !== client.client_id)
    throw refusal('client_id', 'must be sent, and be the one of this client')
  if (sent.client_secret !== undefined && sent.client_secret !== client.client_secret)
    throw refusal(
      'client_secret',
      'must be the one that the client has, or be left out: a client can not choose it'
    )
  const forbidden = MUST_NOT_STAND.find((name) => name in sent)
  if (forbidden !== undefined) throw refusal(forbidden, 'must not be sent: the server alone says it')
}

function refusal(name: string, message: string) {
  return metadataRefusal([{ path: [name], message: `${message} (RFC 7592 §2.2)` }])
}
