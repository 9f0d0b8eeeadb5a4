import { checking } from '../records/checking'
import type { Client } from '../clients/client-fields'
import { needsSecret } from '../clients/client-secrets'
import { profileSchema, type Profile } from './profile'
import { describeIssues, type SchemaIssue } from './schema-issues'

export type ParsedProfile =
  | { readonly profile: Profile; readonly issues?: undefined }
  | { readonly profile?: undefined; readonly issues: readonly SchemaIssue[] }

/** A profile, checked as a whole: either the profile with its defaults, or every fault in it. */
export function parseProfile(input: unknown): ParsedProfile {
  const result = profileSchema.safeParse(input, checking(recordsIn(input)))
  return result.success
    ? { profile: result.data }
    : { issues: describeIssues(profileSchema, result.error, input) }
}

function recordsIn(input: unknown): number {
  const lists = Object.values(Object(input) as Record<string, unknown>).filter(Array.isArray)
  return lists.reduce((sum, list) => sum + list.length, 0)
}

/**
 * The same for a profile of a file, which may be an export without secrets: a client may lack the secret that it needs, and whoever
 * takes the profile in keeps the one that the client has already, or makes one.
 */
export function parseProfileOfFile(input: unknown): ParsedProfile {
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

function lacksSecret(client: unknown): boolean {
  if (typeof client !== 'object' || client === null || 'client_secret' in client) return false
  return needsSecret('token_endpoint_auth_method' in client ? client.token_endpoint_auth_method : undefined)
}
