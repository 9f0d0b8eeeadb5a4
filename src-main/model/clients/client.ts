import { z } from '../zod'
import { CLIENT_AUTHENTICATION } from './client-authentication'
import { clientObject, type Client } from './client-fields'
import { clientProblems } from './client-problems'
import { grantTypesOfResponseType, RESPONSE_TYPES, type GrantType, type ResponseType } from '../settings/flow'
import { hasAccess, type AccessLevel } from '../people/role'
import type { RecordParts } from '../records/record-parts'

/** A client that fits together: what its fields mean to each other is checked too. */
export const clientSchema = z.preprocess(
  withDefaultGrants,
  clientObject.superRefine((client, context) => {
    for (const { path, message } of clientProblems(client))
      context.addIssue({ code: 'custom', path: [path], message })
  })
)

export const CLIENT_PARTS: RecordParts = {
  object: clientObject,
  prepare: withDefaultGrants,
  problems: (client) => clientProblems(client as Client)
}

/**
 * The grants of a client that names none: where it has redirect URIs, people sign in with it and it may stay signed in; where it
 * can prove itself, it may act for itself.
 */
function withDefaultGrants(input: unknown): unknown {
  if (typeof input !== 'object' || input === null || 'grant_types' in input) return input
  const isPublic = 'token_endpoint_auth_method' in input && input.token_endpoint_auth_method === 'none'
  const hasRedirects =
    'redirect_uris' in input && Array.isArray(input.redirect_uris) && input.redirect_uris.length > 0
  const grants: GrantType[] = [
    ...(hasRedirects ? (['authorization_code', 'refresh_token'] as const) : []),
    ...(isPublic ? [] : (['client_credentials'] as const))
  ]
  return { ...input, grant_types: grants }
}

/** The response types that the client may ask for: the registered ones, or else those that its grant types allow. */
export function responseTypesOf(
  client: Pick<Client, 'response_types' | 'grant_types'>
): readonly ResponseType[] {
  return (
    client.response_types ??
    RESPONSE_TYPES.filter((type) =>
      grantTypesOfResponseType(type).every((grant) => client.grant_types.includes(grant))
    )
  )
}

/** The name to show for a client that may have none. */
export function displayNameOf(client: Pick<Client, 'client_id' | 'client_name'>): string {
  return client.client_name || client.client_id
}

/** Whether the client can keep a secret from others (RFC 6749 §2.1). */
export function isConfidential(client: Pick<Client, 'token_endpoint_auth_method'>): boolean {
  return CLIENT_AUTHENTICATION[client.token_endpoint_auth_method].proof !== 'nothing'
}

/** Whether a person may hold the client's secrets, change it and act as it: its owner, and administrators. */
export function mayChangeClient(
  person: { access: AccessLevel; username?: string | undefined },
  client: Pick<Client, 'owner'>
): boolean {
  return (
    hasAccess(person.access, 'administrator') ||
    (person.username !== undefined && client.owner === person.username)
  )
}
