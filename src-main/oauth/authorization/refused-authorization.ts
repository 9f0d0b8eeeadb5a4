import type { OAuthError } from '../oauth-error'
import type { RedirectTarget } from './authorization-request'

/** A refusal that the client is told at its redirect URI (RFC 6749 §4.1.2.1). Without a target a refusal is for a page of ours. */
export class RefusedAuthorization extends Error {
  override readonly name = 'RefusedAuthorization'

  constructor(
    readonly target: RedirectTarget,
    readonly refusal: OAuthError
  ) {
    super(refusal.message, { cause: refusal })
  }
}
