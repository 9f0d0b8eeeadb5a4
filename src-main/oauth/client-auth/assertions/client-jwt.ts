import { decodeJwt, decodeProtectedHeader, type JWTPayload, type ProtectedHeaderParameters } from 'jose'
import type { Client } from '../../../model'
import type { ClientKeys } from './client-keys'
import { isSignedBy } from './is-signed-by'

/** A JWT taken apart. Nothing in it is proven yet. */
export interface UnverifiedJwt {
  readonly header: ProtectedHeaderParameters
  readonly claims: JWTPayload
}

/** A header that may be believed as far as it goes: its algorithm is one of those that the client signs with. */
export type SignedHeader = ProtectedHeaderParameters & { readonly alg: string }

/** The rules that a JWT of a client can break before its claims are looked at. */
export type ClientJwtRule = 'malformed' | 'algorithm-refused' | 'key-in-header' | 'signature-wrong'

/** A JWT of a client that is not accepted. The message is half a sentence that is fit for `error_description`. */
export class ClientJwtProblem extends Error {
  override readonly name = 'ClientJwtProblem'

  constructor(
    readonly rule: ClientJwtRule,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}

/** Takes a JWT apart (RFC 7519 §7.2). Throws ClientJwtProblem. */
export function parseClientJwt(jwt: string): UnverifiedJwt {
  const parsed = decode(jwt)
  // RFC 7515 §4.1.1 and §4.1.4. What comes from outside may be anything that JSON has.
  for (const name of ['alg', 'kid'] as const)
    if (!['string', 'undefined'].includes(typeof parsed.header[name]))
      throw new ClientJwtProblem('malformed', `${name} in its header is no text`)
  return parsed
}

function decode(jwt: string): UnverifiedJwt {
  try {
    return { header: decodeProtectedHeader(jwt), claims: decodeJwt(jwt) }
  } catch (cause) {
    throw new ClientJwtProblem('malformed', 'it is no JWT of three parts with JSON in them', { cause })
  }
}

/** Headers that bring or point to a key, or change what the signature means (RFC 7515 §4.1; RFC 8725 §3.10). */
const REFUSED_HEADERS = ['jwk', 'jku', 'x5c', 'x5u', 'crit']

/**
 * RFC 8725 §3.1 and §3.2: the algorithm is one of `allowed`, which comes from the registration or from a list of ours; the
 * header only has to agree. The key is the registered one, never one from the header. Throws ClientJwtProblem.
 */
export function requireSignedHeader(
  header: ProtectedHeaderParameters,
  allowed: readonly string[]
): SignedHeader {
  const { alg } = header
  if (alg === undefined || !allowed.includes(alg))
    throw new ClientJwtProblem(
      'algorithm-refused',
      `it is signed with ${alg ?? 'no algorithm'}, and this client signs with ${allowed.join(', ')}`
    )
  const found = REFUSED_HEADERS.find((name) => name in header)
  if (found)
    throw new ClientJwtProblem(
      'key-in-header',
      `its header holds ${found}; the key is the registered one, named by kid at most`
    )
  return { ...header, alg }
}

/** Keys that a JWT is tried with: clients that have more name theirs by kid. */
const MOST_TRIES = 8

/** Whether a JWT is signed with one of the client's own keys. Throws ClientKeyProblem when none can be had. */
export async function isSignedByClient(
  clientKeys: ClientKeys,
  client: Client,
  jwt: string,
  header: SignedHeader
): Promise<boolean> {
  const keys = await clientKeys.verifying(client, header)
  return keys.slice(0, MOST_TRIES).some((key) => isSignedBy(jwt, key, header.alg))
}

/**
 * A JWT that a client signed with a key of its own, verified up to its claims, which are for the caller to check. `allowed` are the
 * asymmetric algorithms that it may be signed with. Throws ClientJwtProblem and ClientKeyProblem.
 */
export async function verifyClientJwt(
  clientKeys: ClientKeys,
  client: Client,
  jwt: string,
  allowed: readonly string[]
): Promise<UnverifiedJwt> {
  const parsed = parseClientJwt(jwt)
  const header = requireSignedHeader(parsed.header, allowed)
  if (!(await isSignedByClient(clientKeys, client, jwt, header)))
    throw new ClientJwtProblem('signature-wrong', 'its signature is not by a registered key of the client')
  return parsed
}
