import { CLIENT_ID_PREFIX, IDENTIFIER_LENGTHS, clientSchema, needsSecret, type Client } from '../../model'
import type { Random } from '../../ports'
import { issuesOf } from '../access/issues'
import { unprocessable } from '../access/refusal'

/** HS512 needs a key as long as its digest (RFC 7518 §3.2), which is longer than the usual secret. */
const HS512_SECRET_LENGTH = 64

/** A client as it is written down, or the contract's error with every fault by its field. */
export function parseClient(record: Readonly<Record<string, unknown>>): Client {
  const present = Object.entries(record).filter(([, value]) => value !== undefined && value !== null)
  const input = Object.fromEntries(present)
  const parsed = clientSchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw unprocessable(issuesOf(clientSchema, parsed.error, input))
}

/** The same client with the fields that are named replaced; `null` takes one away, so that its default holds. */
export function changeClient(
  client: Client,
  changes: Readonly<Record<string, unknown>>,
  random: Random
): { client: Client; madeSecret?: string } {
  const wanted: Record<string, unknown> = { ...client, ...withoutUndefined(changes) }
  const madeSecret = missingSecret(wanted, random)
  return {
    client: parseClient({ ...wanted, ...(madeSecret ? { client_secret: madeSecret } : {}) }),
    madeSecret
  }
}

export function makeClientId(random: Random): string {
  return CLIENT_ID_PREFIX + random.alphanumeric(IDENTIFIER_LENGTHS.clientId)
}

/** A secret as long as the client's way of using it needs. */
export function makeSecret(client: Readonly<Record<string, unknown>>, random: Random): string {
  const needsMore = client.token_endpoint_auth_signing_alg === 'HS512'
  return random.alphanumeric(needsMore ? HS512_SECRET_LENGTH : IDENTIFIER_LENGTHS.clientSecret)
}

/** A secret for a client that needs one and has none. */
export function missingSecret(client: Readonly<Record<string, unknown>>, random: Random): string | undefined {
  return client.client_secret || !needsSecret(client.token_endpoint_auth_method)
    ? undefined
    : makeSecret(client, random)
}

function withoutUndefined(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}
