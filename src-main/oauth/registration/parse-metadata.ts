import { describeIssues, grantTypesOfResponseType } from '../../model'
import { parseBoundedJson } from '../bounded-json'
import { OAuthError } from '../oauth-error'
import { metadataRefusal } from './metadata-refusal'
import { metadataSchema, type Metadata } from './metadata-schema'

/** The members of a request as they were sent; `null` counts as left out (RFC 7592 §2.2). */
export type SentMembers = Readonly<Record<string, unknown>>

/** RFC 7591 §3.1: one JSON object. Throws `invalid_client_metadata`. */
export function parseMembers(body: string): SentMembers {
  const value = parseBoundedJson(body)
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new OAuthError(
      'invalid_client_metadata',
      'metadata-malformed',
      'The body must be one JSON object that holds the client metadata (RFC 7591 section 3.1).'
    )
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}

/** The metadata in it, with the defaults of RFC 7591 §2. Throws for a value that is not accepted, naming its field. */
export function parseMetadata(members: SentMembers): Metadata {
  refuseSoftwareStatement(members)
  const input = withDefaults(members)
  const parsed = metadataSchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw metadataRefusal(describeIssues(metadataSchema, parsed.error, input))
}

/** RFC 7591 §2: a client that says nothing takes the code flow. One without that flow asks the authorization endpoint for nothing. */
function withDefaults(members: SentMembers): SentMembers {
  const grant_types = members.grant_types ?? ['authorization_code']
  const takesCodes =
    Array.isArray(grant_types) &&
    grantTypesOfResponseType('code').every((grantType) => grant_types.includes(grantType))
  return { ...members, grant_types, response_types: members.response_types ?? (takesCodes ? ['code'] : []) }
}

/** RFC 7591 §2.3: a statement is worth what its issuer is trusted with, and this server trusts none. */
function refuseSoftwareStatement({ software_statement }: SentMembers): void {
  if (software_statement === undefined) return
  throw new OAuthError(
    'invalid_software_statement',
    'software-statement-refused',
    'This server trusts no issuer of software statements; leave software_statement out and send the metadata themselves (RFC 7591 section 2.3).'
  )
}
