import type { Client, IssuedToken } from '../../../model'
import type { Clock, Store } from '../../../ports'
import { OAuthError } from '../../oauth-error'
import type { Presented } from '../../sender/presented'
import { successorOf } from '../../tokens/keys/successor-of'
import { tokenDigest } from '../../tokens/token-digest'
import type { Grant } from '../grant'
import { narrowedScope } from '../narrowed-scope'
import { unknownRefreshToken, type RefreshRotation } from './refresh-rotation'
import { narrowed } from '../requested-target'
import type { RequireStanding } from '../authorization/standing-authorization'

/**
 * The refresh token grant (RFC 6749 §6, RFC 9700 §4.14, OpenID Connect Core §12).
 *
 * Rotation is the very last step, after everything was stored and before it is told, so that whatever fails on the way leaves the
 * client with the token that it has. Of parallel uses of one token, exactly one gets that far; another one proves that two hold it, and
 * ends the family – the winner's new tokens with it, since nobody can say which of the two was the thief. `tokens.refresh_grace`
 * spares clients that send a request twice.
 */
export function createRefreshTokenGrant({
  tokens,
  settings,
  rotation,
  requireStanding,
  clock
}: {
  tokens: Store['tokens']
  settings: Store['settings']
  rotation: RefreshRotation
  requireStanding: RequireStanding
  clock: Clock
}): Grant {
  return {
    type: 'refresh_token',
    confidentialOnly: false,
    async authorize(client, form, presented) {
      const token = form.require('refresh_token', 'it came with an access token (RFC 6749 section 5.1).')
      const record = await tokens.get(tokenDigest(token))
      if (record?.kind !== 'refresh_token' || record.exp <= clock.nowSeconds()) throw unknownRefreshToken()
      requireOwn(record, client)
      requireBinding(record, presented)
      await rotation.requireUnused(record, token)
      const standing = await requireStanding(client, record.authorization_id ?? '')
      const { authorization, person } = standing
      const requestedScope = form.get('scope')
      const scope = narrowedScope(requestedScope, record.scope, standing.scope)
      const current = await settings.get()
      const use = current.tokens.refresh_rotation ? rotation.begin(record) : undefined
      const granted = narrowed(form, client, current, { authorization, scope })
      return {
        audience: granted.audience,
        scope: granted.scope,
        authorizationDetails: granted.authorizationDetails,
        subject: person.sub ?? authorization.sub,
        // RFC 6749 §5.1: nothing asked for means what was granted; less than that is told.
        requestedScope: requestedScope ?? record.scope,
        authorization,
        actor: record.act,
        // OpenID Connect Core §12.2: the original auth_time, and no nonce.
        idToken: scope.includes('openid') ? {} : undefined,
        refreshToken: use && successorOf(token, record.successor_salt ?? record.id),
        confirm: use?.spend,
        failed: use?.failed
      }
    }
  }
}

/** RFC 6749 §6: bound to the client to which it was issued. Another one's attempt leaves it as it is. */
function requireOwn(record: IssuedToken, client: Client): void {
  if (record.client_id === client.client_id) return
  throw new OAuthError(
    'invalid_grant',
    'refresh-token-of-another-client',
    'The refresh token was issued to another client (RFC 6749 section 6).'
  )
}

/** RFC 9449 §5, RFC 8705 §7.1: a client that can't prove to be itself proves the key that the token was issued to. */
function requireBinding({ cnf }: IssuedToken, { confirmation }: Presented): void {
  const hasKey = cnf?.jkt === undefined || cnf.jkt === confirmation?.jkt
  const hasCertificate = cnf?.['x5t#S256'] === undefined || cnf['x5t#S256'] === confirmation?.['x5t#S256']
  if (hasKey && hasCertificate) return
  throw new OAuthError(
    'invalid_grant',
    'proof-differs',
    hasKey
      ? 'The refresh token is bound to a certificate; show that very one in the TLS handshake (RFC 8705 section 7.1).'
      : 'The refresh token is bound to a DPoP key; send a DPoP proof made with that very key (RFC 9449 section 5).'
  )
}
