import type { FlowName } from '../../../src-main/contract'

/** The flows in the order in which one should think of them. */
export const FLOW_GROUPS = {
  recommended: ['openid_code', 'oauth2_code', 'oauth2_client_credentials', 'device', 'oauth2_refresh_token'],
  service: ['token_exchange', 'jwt_bearer'],
  legacy: ['openid_hybrid', 'openid_implicit', 'oauth2_implicit', 'oauth2_password']
} as const satisfies Record<string, readonly FlowName[]>
export type FlowGroup = keyof typeof FLOW_GROUPS

/** Whether the browser brings a code that is then exchanged at the token endpoint (RFC 6749 §4.1.3). */
export function bringsCode(responseType: string | undefined): boolean {
  return responseType?.split(' ').includes('code') ?? false
}
