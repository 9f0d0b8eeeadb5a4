import { hash } from 'node:crypto'

/**
 * The `session_state` of an authorization response (OpenID Connect Session Management §2): a digest of the client, the origin of its
 * redirect URI and the state of the browser, and the salt that went into it. The iframe at `check_session_iframe` computes the same.
 */
export function sessionState({
  client_id,
  redirectUri,
  browserState,
  salt
}: {
  client_id: string
  redirectUri: string
  /** Empty while nobody is signed in. */
  browserState: string
  /** Letters and digits: a dot parts it from the digest. */
  salt: string
}): string {
  // A redirect URI with a scheme of its own has the origin `null`, as the browser spells it too.
  const { origin } = new URL(redirectUri)
  return `${hash('sha256', `${client_id} ${origin} ${browserState} ${salt}`, 'hex')}.${salt}`
}
