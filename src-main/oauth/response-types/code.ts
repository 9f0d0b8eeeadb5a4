import type { Settings } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import { OAuthError } from '../oauth-error'
import { tokenDigest } from '../tokens/token-digest'
import type { Granted, ResponsePart } from './response-part'

/** 256 bits and more, where RFC 6749 §10.10 wants at least 128. */
const CODE_CHARACTERS = 64

/**
 * The authorization code (RFC 6749 §4.1.2): random, short-lived, remembered as a digest, and bound to the client, the redirect URI, the
 * verifier of RFC 7636 and the DPoP key of RFC 9449 §10.
 */
export function createCodePart({
  authorizations,
  authorizationCodes,
  settings: settingsDocument,
  clock,
  random
}: {
  authorizations: Store['authorizations']
  authorizationCodes: Store['authorizationCodes']
  settings: Store['settings']
  clock: Clock
  random: Random
}): ResponsePart {
  /** The codes of a person that wait to be redeemed. */
  async function waiting(sub: string): Promise<number> {
    const theirs = await authorizations.find('sub', sub)
    let count = 0
    for (const { id } of theirs)
      count += (await authorizationCodes.find('authorization_id', id)).filter(({ spent }) => !spent).length
    return count
  }

  /** Counted with this one in it, so that requests at the same moment can't pass the limit together. */
  async function requireWithinLimit(sub: string, { limits }: Settings): Promise<void> {
    if (limits.codes_per_user === null || (await waiting(sub)) <= limits.codes_per_user) return
    throw new OAuthError(
      'access_denied',
      'limit-reached',
      `This person has ${limits.codes_per_user} authorization codes that were not redeemed yet, which is the most that limits.codes_per_user allows; redeem one, or wait until one has expired.`
    )
  }

  return {
    name: 'code',
    async issue({ request, authorization }: Granted) {
      const settings = await settingsDocument.get()
      const code = random.alphanumeric(CODE_CHARACTERS)
      const iat = clock.nowSeconds()
      const { client, redirectUri, codeChallenge, codeChallengeMethod, dpopJkt } = request
      await authorizationCodes.insert({
        id: tokenDigest(code),
        authorization_id: authorization.id,
        client_id: client.client_id,
        ...(redirectUri !== undefined && { redirect_uri: redirectUri }),
        response_type: request.responseType,
        ...(codeChallenge !== undefined && {
          code_challenge: codeChallenge,
          // RFC 7636 §4.3: plain is what a challenge without a method means.
          code_challenge_method: codeChallengeMethod ?? 'plain'
        }),
        ...(dpopJkt !== undefined && { dpop_jkt: dpopJkt }),
        iat,
        exp: iat + (client.lifetimes.authorization_code ?? settings.lifetimes.authorization_code)
      })
      await requireWithinLimit(authorization.sub, settings)
      return { code }
    }
  }
}
