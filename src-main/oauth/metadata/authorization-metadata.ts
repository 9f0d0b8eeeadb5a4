import {
  CLIENT_SIGNING_ALGORITHMS,
  CONTENT_ENCRYPTION_ALGORITHMS,
  isResponseTypeOn,
  KEY_MANAGEMENT_ALGORITHMS,
  RESPONSE_TYPES,
  SIGNING_ALGORITHMS,
  type Settings
} from '../../model'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import { RESPONSE_MODES } from '../response-modes/response-mode'
import type { ServerMetadata } from './server-metadata'

/** What is said of the authorization endpoint, where a flow that passes it is on (RFC 8414 §2, RFC 9101 §10.5, RFC 9126 §5, RFC 9207 §3, JARM §4). */
export function authorizationMetadata(base: string, settings: Settings): ServerMetadata {
  const responseTypes = RESPONSE_TYPES.filter((type) => isResponseTypeOn(settings.flows, type))
  // Empty lists are left out (RFC 8414 §3.2), but this one is required.
  if (!responseTypes.length) return { response_types_supported: [] }
  const gives = (part: string) => responseTypes.some((type) => type.split(' ').includes(part))
  return {
    authorization_endpoint: base + ENDPOINT_PATHS.authorization,
    pushed_authorization_request_endpoint: base + ENDPOINT_PATHS.pushedAuthorizationRequest,
    require_pushed_authorization_requests: false,
    response_types_supported: responseTypes,
    response_modes_supported: [...RESPONSE_MODES, 'jwt'],
    authorization_response_iss_parameter_supported: true,
    ...(gives('code') && {
      code_challenge_methods_supported: settings.pkce.plain ? ['S256', 'plain'] : ['S256']
    }),
    prompt_values_supported: [
      'none',
      'login',
      'consent',
      'select_account',
      ...(settings.accounts.registration ? ['create'] : [])
    ],
    display_values_supported: ['page', 'popup', 'touch', 'wap'],
    ui_locales_supported: ['en', 'ru'],
    claims_parameter_supported: true,
    request_parameter_supported: true,
    request_uri_parameter_supported: true,
    require_request_uri_registration: true,
    require_signed_request_object: false,
    request_object_signing_alg_values_supported: CLIENT_SIGNING_ALGORITHMS,
    authorization_signing_alg_values_supported: SIGNING_ALGORITHMS,
    authorization_encryption_alg_values_supported: KEY_MANAGEMENT_ALGORITHMS,
    authorization_encryption_enc_values_supported: CONTENT_ENCRYPTION_ALGORITHMS
  }
}
