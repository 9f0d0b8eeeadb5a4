import type { Client } from '../clients/client-fields'
import { needsSecret } from '../clients/client-secrets'
import { createRecordCheck } from '../records/record-check'
import { parseProfile, type CheckedProfile, type Parsed, type WholeProfile } from './parse-profile'

/**
 * As `parseProfile`, for a profile of a file, which may be an export without secrets: a client may lack the secret that it needs, and whoever
 * takes the profile in keeps the one that the client has already, or makes one.
 */
export function parseProfileOfFile(input: unknown): Parsed<CheckedProfile> {
  const { clients } = Object(input) as { clients?: unknown }
  if (!Array.isArray(clients)) return parseProfile(input)
  const lacking = clients.map(lacksSecret)
  const { profile, issues } = parseProfile({
    ...(input as object),
    clients: clients.map((client: object, at) =>
      lacking[at] ? { ...client, client_secret: STAND_IN } : client
    )
  })
  if (!profile) return { issues }
  const withoutStandIn = ({ client_secret: _, ...client }: Client): Client => client
  return {
    profile: {
      ...profile,
      clients: profile.clients?.map((client, at) => (lacking[at] ? withoutStandIn(client) : client))
    }
  }
}

/** Long enough for every method (RFC 7518 §3.2). */
const STAND_IN = '-'.repeat(64)

/** Whether it is a client that needs a secret and names none. */
export function lacksSecret(client: unknown): boolean {
  if (typeof client !== 'object' || client === null || 'client_secret' in client) return false
  return needsSecret('token_endpoint_auth_method' in client ? client.token_endpoint_auth_method : undefined)
}

/** The profile with what is put into clients that lack a secret, by their ids; checked is what they are then, and nothing else anew. */
export function completeProfile(
  profile: CheckedProfile,
  secrets: ReadonlyMap<string, Pick<Client, 'client_secret' | 'other_secrets'>>
): Parsed<WholeProfile> {
  const { clients } = profile
  if (!clients?.some(lacksSecret)) return { profile: profile as WholeProfile }
  const { make } = createRecordCheck('clients', secrets.size)
  const completed = clients.map((client) =>
    lacksSecret(client) ? { ...client, ...secrets.get(client.client_id) } : client
  )
  const made = completed.map((client, at) => (client === clients[at] ? client : make(client)))
  return made.includes(undefined)
    ? parseProfile({ ...profile, clients: completed })
    : { profile: { ...profile, clients: made as Client[] } as WholeProfile }
}
