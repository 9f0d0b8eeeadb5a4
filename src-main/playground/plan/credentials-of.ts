import type { CompleteDraft } from '../../contract'
import { jwkSchema, type Client, type Jwk } from '../../model'
import type { Store } from '../../ports'
import type { Credentials } from './plan'
import { RequestNotBuilt } from '../request-not-built'

/** What a client has to prove itself with: what the draft says, else what is registered. */
export async function credentialsOf(
  store: Pick<Store, 'playgroundKeys'>,
  draft: CompleteDraft,
  client: Client | undefined
): Promise<Credentials> {
  const client_secret = draft.client_secret ?? client?.client_secret
  const privateKey = draft.privateKey ? parseKey(draft.privateKey) : await ownKey(store, client)
  const signingAlgorithm = client?.token_endpoint_auth_signing_alg
  return {
    client_id: draft.client_id,
    ...(client_secret === undefined ? {} : { client_secret }),
    ...(privateKey ? { privateKey } : {}),
    ...(signingAlgorithm ? { signingAlgorithm } : {})
  }
}

function parseKey(key: Record<string, unknown>): Jwk {
  const parsed = jwkSchema.safeParse(key)
  if (parsed.success) return parsed.data
  throw new RequestNotBuilt([
    { path: ['privateKey'], message: 'must be a private key as a JWK (RFC 7517 §4)' }
  ])
}

/** The playground's own key of a client, as long as its public half is still registered. */
async function ownKey(
  store: Pick<Store, 'playgroundKeys'>,
  client: Client | undefined
): Promise<Jwk | undefined> {
  if (!client?.jwks) return undefined
  const entry = await store.playgroundKeys.get(client.client_id)
  return client.jwks.keys.some(({ kid }) => kid === entry?.jwk.kid) ? entry?.jwk : undefined
}
