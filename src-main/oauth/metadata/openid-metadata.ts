import {
  ACR_VALUES,
  CONTENT_ENCRYPTION_ALGORITHMS,
  FLOW_NAMES,
  KEY_MANAGEMENT_ALGORITHMS,
  SIGNING_ALGORITHMS,
  SUBJECT_TYPES,
  type Settings
} from '../../model'
import { ENDPOINT_PATHS } from '../endpoint-paths'
import type { ServerMetadata } from './server-metadata'

/**
 * What is said of ID tokens, UserInfo and signing out (OpenID Connect Discovery §3, Session Management §3.3, RP-Initiated, Front-Channel and
 * Back-Channel Logout §2.1).
 */
export function openidMetadata(base: string, settings: Settings, claims: readonly string[]): ServerMetadata {
  return {
    // Required, whatever is switched on.
    subject_types_supported: SUBJECT_TYPES,
    id_token_signing_alg_values_supported: SIGNING_ALGORITHMS,
    ...(hasPeople(settings) && {
      userinfo_endpoint: base + ENDPOINT_PATHS.userinfo,
      end_session_endpoint: base + ENDPOINT_PATHS.endSession,
      check_session_iframe: base + ENDPOINT_PATHS.checkSession,
      ...encryption('id_token'),
      userinfo_signing_alg_values_supported: SIGNING_ALGORITHMS,
      ...encryption('userinfo'),
      acr_values_supported: ACR_VALUES,
      claim_types_supported: ['normal'],
      claims_supported: claims,
      frontchannel_logout_supported: true,
      frontchannel_logout_session_supported: true,
      backchannel_logout_supported: true,
      backchannel_logout_session_supported: true
    })
  }
}

/** Whether any flow that is on can end in an ID token. */
function hasPeople({ flows }: Settings): boolean {
  const WITHOUT: readonly string[] = ['oauth2_client_credentials', 'oauth2_implicit', 'oauth2_refresh_token']
  return FLOW_NAMES.some((name) => flows[name] && !WITHOUT.includes(name))
}

function encryption(answer: 'id_token' | 'userinfo'): ServerMetadata {
  return {
    [`${answer}_encryption_alg_values_supported`]: KEY_MANAGEMENT_ALGORITHMS,
    [`${answer}_encryption_enc_values_supported`]: CONTENT_ENCRYPTION_ALGORITHMS
  }
}
