import { CompactEncrypt } from 'jose'
import type { Client, ENCRYPTED_ANSWERS } from '../../../model'
import { ClientKeyProblem } from '../../client-auth/assertions/client-key-problem'
import type { ClientKeys } from '../../client-auth/assertions/client-keys'
import { verificationKey } from '../../client-auth/assertions/verification-key'
import { OAuthError } from '../../oauth-error'

export type EncryptedAnswer = (typeof ENCRYPTED_ANSWERS)[number]

/**
 * What is told to a client, encrypted to its key where it registered that for this kind of answer (OpenID Connect Registration §2,
 * JARM §3, RFC 9701 §6), else as it stands. `JWT` – it is a signed one, which makes a nested JWT (RFC 7519 §5.2); `json` – it is none.
 * Throws OAuthError when the client has no key that fits.
 */
export type EncryptForClient = (
  client: Client,
  answer: EncryptedAnswer,
  content: string,
  kind?: 'JWT' | 'json'
) => Promise<string>

/** OpenID Connect Registration §2: the default of each `_encrypted_response_enc`. */
const DEFAULT_ENC = 'A128CBC-HS256'

export function createEncryptForClient({
  clientKeys
}: {
  clientKeys: Pick<ClientKeys, 'encrypting'>
}): EncryptForClient {
  return async (client, answer, content, kind = 'JWT') => {
    const alg = client[`${answer}_encrypted_response_alg`]
    if (alg === undefined) return content
    const enc = client[`${answer}_encrypted_response_enc`] ?? DEFAULT_ENC
    const jwk = await clientKeys.encrypting(client, alg).catch(refuse)
    return new CompactEncrypt(new TextEncoder().encode(content))
      .setProtectedHeader({
        alg,
        enc,
        ...(kind === 'JWT' ? { cty: 'JWT' } : {}),
        ...(jwk.kid === undefined ? {} : { kid: jwk.kid })
      })
      .encrypt(await verificationKey(jwk, alg))
  }
}

function refuse(error: unknown): never {
  if (!(error instanceof ClientKeyProblem)) throw error
  throw new OAuthError(
    'invalid_request',
    error.reason,
    `The answer can't be encrypted to this client: ${error.message}.`,
    { cause: error }
  )
}
