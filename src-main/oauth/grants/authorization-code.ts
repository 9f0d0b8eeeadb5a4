import {
  flowOfResponseType,
  parseScopeList,
  type Authorization,
  type AuthorizationCode,
  type Client,
  type ResponseType,
  type Settings
} from '../../model'
import type { Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import type { Presented } from '../sender/presented'
import { tokenDigest } from '../tokens/token-digest'
import { requireVerifier } from './code/require-verifier'
import { unknownCode, type SingleUse } from './code/single-use'
import type { Grant } from './grant'
import { narrowed } from './requested-target'
import type { RequireStanding } from './authorization/standing-authorization'

/**
 * The authorization code grant (RFC 6749 §4.1.3, RFC 7636 §4.6, OpenID Connect Core §3.1.3).
 *
 * An attempt that fails neither spends the code nor ends what was issued from it: whoever got hold of a code without its client,
 * redirect URI, verifier or key must not be able to break the sign-in that it belongs to. Guessing a verifier
 * of 256 bits within the life of a code is out of reach (RFC 7636 §7.1).
 */
export function createAuthorizationCodeGrant({
  authorizationCodes,
  settings: settingsDocument,
  singleUse,
  requireStanding
}: {
  authorizationCodes: Store['authorizationCodes']
  settings: Store['settings']
  singleUse: SingleUse
  requireStanding: RequireStanding
}): Grant {
  return {
    type: 'authorization_code',
    confidentialOnly: false,
    async authorize(client, form, presented) {
      const text = form.require('code', 'it came with the authorization response (RFC 6749 section 4.1.2).')
      const code = await authorizationCodes.get(tokenDigest(text))
      if (!code) throw unknownCode()
      requireOwnCode(code, client)
      requireRedirectUri(code, client, form.get('redirect_uri'))
      requireVerifier(code, form.get('code_verifier'))
      requireProvenKey(code, presented)
      if (code.spent) await singleUse.refuseReplay(code)
      const use = singleUse.begin(code)
      const standing = await requireStanding(client, code.authorization_id)
      const { authorization } = standing
      const settings = await settingsDocument.get()
      requireFlowOn(settings, code, authorization)
      const granted = narrowed(form, client, settings, standing)
      return {
        ...granted,
        subject: authorization.sub,
        // What the authorization request asked for isn't kept, so that the answer always says what was granted.
        requestedScope: undefined,
        authorization,
        refreshable: true,
        idToken: granted.scope.includes('openid') ? { nonce: authorization.nonce } : undefined,
        // Last, so that what can't be stored burns no code: of several requests at once, one gets past this.
        confirm: use.spend,
        failed: use.failed
      }
    }
  }
}

/** RFC 6749 §4.1.3: the code was issued to this client. */
function requireOwnCode(code: AuthorizationCode, client: Client): void {
  if (code.client_id === client.client_id) return
  throw new OAuthError(
    'invalid_grant',
    'code-of-another-client',
    'The code was issued to another client (RFC 6749 section 4.1.3).'
  )
}

/** RFC 6749 §4.1.3: the same as in the authorization request; where that left it out, it is the client's only one. */
function requireRedirectUri(code: AuthorizationCode, client: Client, sent: string | undefined): void {
  if (code.redirect_uri === undefined && (sent === undefined || client.redirect_uris.includes(sent))) return
  if (code.redirect_uri === sent) return
  if (sent === undefined)
    throw new OAuthError(
      'invalid_request',
      'parameter-missing',
      'The parameter redirect_uri is missing: the authorization request held one; send the same (RFC 6749 section 4.1.3).'
    )
  throw new OAuthError(
    'invalid_grant',
    'code-redirect-uri-differs',
    'The redirect_uri is another than that of the authorization request; send exactly the same characters (RFC 6749 section 4.1.3).'
  )
}

/** RFC 9449 §10: a code that was asked for with a key is redeemed with a proof of that key. */
function requireProvenKey(code: AuthorizationCode, { confirmation }: Presented): void {
  if (code.dpop_jkt === undefined || code.dpop_jkt === confirmation?.jkt) return
  throw new OAuthError(
    'invalid_grant',
    'proof-differs',
    'The code is bound to a DPoP key by dpop_jkt; send a DPoP proof made with that very key (RFC 9449 section 10).'
  )
}

/** The grant type belongs to several flows; the one that made this code must still be on. */
function requireFlowOn({ flows }: Settings, code: AuthorizationCode, { scope }: Authorization): void {
  const isOpenId = parseScopeList(scope).includes('openid')
  const flow = flowOfResponseType(code.response_type as ResponseType, isOpenId)
  if (flows[flow]) return
  throw new OAuthError(
    'unsupported_grant_type',
    'flow-off',
    `The flow ${flow}, which made this code, is switched off on this server.`
  )
}
