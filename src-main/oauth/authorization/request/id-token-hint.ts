import { compactVerify, decodeProtectedHeader, type ProtectedHeaderParameters } from 'jose'
import type { Client } from '../../../model'
import { parseBoundedJson } from '../../bounded-json'
import type { Subjects } from '../../claims/subjects'
import { isKeyFault } from '../../client-auth/assertions/key-fitness'
import { verificationKey } from '../../client-auth/assertions/verification-key'
import { OAuthError } from '../../oauth-error'
import type { SigningKeys } from '../../tokens/keys/signing-keys'
import type { IdTokenHint } from '../authorization-request'

/** The ID token of an earlier sign-in, as a hint about the person. Throws `invalid_request`. */
export type ReadIdTokenHint = (client: Client, hint: string) => Promise<IdTokenHint>

/**
 * OpenID Connect Core §3.1.2.1: an ID token that this server issued to this client, by its signature. It may have expired, and its key may
 * have been replaced since: it says who is meant and opens nothing.
 */
export function createReadIdTokenHint({
  signingKeys,
  subjects,
  issuer
}: {
  signingKeys: Pick<SigningKeys, 'remembered'>
  subjects: Pick<Subjects, 'personOf'>
  issuer: () => string
}): ReadIdTokenHint {
  async function claimsOf(hint: string): Promise<Record<string, unknown>> {
    const header = headerOf(hint)
    // Access tokens and logout tokens are signed with the same keys, and have a type of their own (RFC 8725 §3.11).
    if (header.typ !== undefined && header.typ !== 'JWT') throw refusal('it is no ID token')
    for (const key of await signingKeys.remembered()) {
      if (key.alg !== header.alg || (header.kid !== undefined && header.kid !== key.kid)) continue
      try {
        const { payload } = await compactVerify(hint, await verificationKey(key, key.alg ?? ''))
        return requireObject(parseBoundedJson(Buffer.from(payload).toString('utf8')))
      } catch (error) {
        if (!isKeyFault(error)) throw error
      }
    }
    throw refusal('it is not signed with a key of this server')
  }

  return async (client, hint) => {
    const { iss, aud, sub, sid } = await claimsOf(hint)
    if (iss !== issuer()) throw refusal(`its iss is not ${issuer()}`)
    if (!(Array.isArray(aud) ? aud : [aud]).includes(client.client_id))
      throw refusal('its aud does not name this client')
    if (typeof sub !== 'string') throw refusal('it has no sub')
    // A pairwise subject of somebody who is gone is nobody's, and nobody who signs in will be the one who was meant.
    const person = client.subject_type === 'pairwise' ? await subjects.personOf(client, sub) : sub
    return { sub: person ?? sub, ...(typeof sid === 'string' ? { sid } : {}) }
  }
}

function headerOf(hint: string): ProtectedHeaderParameters {
  try {
    return decodeProtectedHeader(hint)
  } catch (cause) {
    throw refusal('it is no signed JWT', cause)
  }
}

function requireObject(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>
  throw refusal('it holds no claims')
}

function refusal(what: string, cause?: unknown): OAuthError {
  return new OAuthError(
    'invalid_request',
    'id-token-hint-wrong',
    `The id_token_hint is refused: ${what}; send an ID token that this client got from this server (OpenID Connect Core section 3.1.2.1).`,
    { cause }
  )
}
