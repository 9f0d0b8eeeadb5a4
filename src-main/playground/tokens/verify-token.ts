import type { TokenExpectations, TokenKind, TokenVerdict } from '../../contract'
import { checkClaims } from './check-claims'
import type { KeyMaterial } from './key-material'
import { readJwt } from './read-jwt'
import { kindOf } from './token-kind'
import { verifySignature } from './verify-signature'

/** A token, and all that it is held against. */
export interface TokenQuestion {
  readonly token: string
  /** Undefined: told by the token itself. */
  readonly kind?: TokenKind | undefined
  readonly keys: KeyMaterial
  readonly expected: TokenExpectations
  readonly skewSeconds: number
}

/** The verdicts on a token: the signature, and apart from it each claim. An encrypted one shows no claims. Throws TokenFault. */
export async function verifyToken(
  { token, kind, keys, expected, skewSeconds }: TokenQuestion,
  nowSeconds: number
): Promise<TokenVerdict> {
  const jwt = readJwt(token)
  const signature = await verifySignature(jwt, keys)
  const { header } = jwt
  if (jwt.kind === 'jwe') return { kind: kind ?? 'jwt', signature, claims: [] }
  const { claims } = jwt
  const told = kind ?? kindOf(header, claims, expected)
  const facts = { kind: told, header, claims, expected, nowSeconds, skewSeconds }
  return { kind: told, signature, claims: checkClaims(facts) }
}
