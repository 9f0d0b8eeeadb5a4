import { CLIENT_AUTHENTICATION, IDENTIFIER_LENGTHS, type Client } from '../../model'
import type { Random } from '../../ports'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import { METADATA_NAMES, type Metadata } from './metadata-schema'

/** The answer about a client (RFC 7591 §3.2.1, RFC 7592 §3): all of its registered metadata, with what the server added. */
export function describeClient(client: Client, { issuer, token }: { issuer: string; token: string }): object {
  const registered = METADATA_NAMES.map((name) => [name, client[name]] as const)
  return {
    client_id: client.client_id,
    client_id_issued_at: client.client_id_issued_at,
    // RFC 7591 §3.2.1: required beside a secret; 0 says that it does not expire.
    ...(client.client_secret === undefined
      ? {}
      : { client_secret: client.client_secret, client_secret_expires_at: 0 }),
    registration_access_token: token,
    registration_client_uri: `${issuer}${ENDPOINT_PATHS.registration}/${encodeURIComponent(client.client_id)}`,
    ...Object.fromEntries(registered.filter(([name, value]) => isSaid(name, value)))
  }
}

/** Whether a member says anything: texts and lists that were left out are kept empty. */
function isSaid(name: keyof Metadata, value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0 || name === 'grant_types' || name === 'response_types'
  return value !== undefined && value !== ''
}

/** HS512 needs a key as long as its digest (RFC 7518 §3.2), which is longer than the usual secret. */
const HS512_SECRET_LENGTH = 64

/** The secret of a client with this metadata, where its method needs one: the one that it has, while that is long enough. */
export function secretFor(
  metadata: Metadata,
  random: Random,
  before?: string
): Pick<Client, 'client_secret'> {
  if (CLIENT_AUTHENTICATION[metadata.token_endpoint_auth_method].proof !== 'secret') return {}
  const length =
    metadata.token_endpoint_auth_signing_alg === 'HS512'
      ? HS512_SECRET_LENGTH
      : IDENTIFIER_LENGTHS.clientSecret
  const isLongEnough = before !== undefined && before.length >= length
  return { client_secret: isLongEnough ? before : random.alphanumeric(length) }
}
