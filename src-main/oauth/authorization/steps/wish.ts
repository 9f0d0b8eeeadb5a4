import type { AuthorizationRequest } from '../authorization-request'

/** What of a request the way to its answer depends on; a device's request has no more than this. */
export type Wish = Pick<
  AuthorizationRequest,
  | 'client'
  | 'scope'
  | 'requestedScope'
  | 'prompt'
  | 'maxAge'
  | 'idTokenHint'
  | 'acrValues'
  | 'claims'
  | 'resources'
  | 'authorizationDetails'
  | 'loginHint'
  | 'uiLocales'
  | 'nonce'
>
