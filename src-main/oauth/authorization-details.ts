import { authorizationDetailsSchema, type AuthorizationDetail, type Client } from '../model'
import { parseBoundedJson } from './bounded-json'
import { OAuthError } from './oauth-error'
import type { RefusalReason } from './refusal-reason'

/** RFC 9396 §2.2: the members that every API means alike. */
const LISTS = ['locations', 'actions', 'datatypes', 'privileges'] as const

/** The parameter `authorization_details` (RFC 9396 §2), of types that the client may use. Throws `invalid_authorization_details`. */
export function parseAuthorizationDetails(client: Client, text: string): readonly AuthorizationDetail[] {
  const parsed = authorizationDetailsSchema.safeParse(parseBoundedJson(text))
  if (!parsed.success)
    throw refusal(
      'authorization-details-malformed',
      'authorization_details is a JSON array of 1 to 20 objects, each with a type that is text'
    )
  for (const detail of parsed.data) {
    requireCommonMembers(detail)
    requireType(client, detail)
  }
  return parsed.data
}

function requireCommonMembers(detail: AuthorizationDetail): void {
  const wrong = LISTS.find((name) => name in detail && !isListOfTexts(detail[name]))
  if (wrong)
    throw refusal(
      'authorization-details-malformed',
      `${wrong} of an entry of authorization_details is a list of texts`
    )
  if ('identifier' in detail && typeof detail.identifier !== 'string')
    throw refusal(
      'authorization-details-malformed',
      'identifier of an entry of authorization_details is a text'
    )
}

function isListOfTexts(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

/** RFC 9396 §5: the server refuses a type that is not known or not allowed. A client without a list may use every one (§10). */
function requireType({ authorization_details_types: types }: Client, { type }: AuthorizationDetail): void {
  if (!types || types.includes(type)) return
  throw refusal(
    'authorization-details-refused',
    `This client may not ask for authorization details of the type ${type}; it may ask for ${types.join(', ') || 'none'}`
  )
}

function refusal(reason: RefusalReason, description: string): OAuthError {
  return new OAuthError('invalid_authorization_details', reason, `${description} (RFC 9396 section 5).`)
}
