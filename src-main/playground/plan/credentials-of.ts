import type { CompleteDraft } from '../../contract'
import { jwkSchema, say, type Client, type Jwk, type PlaygroundKey } from '../../model'
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
  const own = client && !draft.privateKey ? await store.playgroundKeys.get(client.client_id) : undefined
  const privateKey = draft.privateKey ? parseKey(draft.privateKey) : ownKey(client, own)
  const signingAlgorithm = client?.token_endpoint_auth_signing_alg
  return {
    client_id: draft.client_id,
    ...(client_secret === undefined ? {} : { client_secret }),
    ...(privateKey ? { privateKey } : {}),
    ...(own?.certificate ? { certificate: own.certificate } : {}),
    decryptionKeys: draft.privateKey && privateKey ? [privateKey] : (own?.encryption ?? []),
    ...(signingAlgorithm ? { signingAlgorithm } : {})
  }
}

function parseKey(key: Record<string, unknown>): Jwk {
  const parsed = jwkSchema.safeParse(key)
  if (parsed.success) return parsed.data
  throw new RequestNotBuilt([{ path: ['privateKey'], message: say('private_jwk') }])
}

/** The playground's own key of a client, as long as its public half is still registered. */
function ownKey(client: Client | undefined, own: PlaygroundKey | undefined): Jwk | undefined {
  return client?.jwks?.keys.some(({ kid }) => kid === own?.jwk?.kid) ? own?.jwk : undefined
}
