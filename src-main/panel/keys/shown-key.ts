import type { ShownKey } from '../../contract'
import type { SigningAlgorithm } from '../../model'
import type { PublishedKey } from '../../oauth'

/** A key as the contract shows it; `signingAlg` is the algorithm of the settings. */
export function shownKey(
  { kid, alg, isCurrent, iat, exp, jwk }: PublishedKey,
  signingAlg: SigningAlgorithm
): ShownKey {
  return {
    kid,
    alg,
    use: 'sig',
    state: isCurrent ? 'current' : exp === undefined ? 'next' : 'retired',
    ...(iat !== undefined && { createdAt: iat * 1000 }),
    ...(exp !== undefined && { endsAt: exp * 1000 }),
    isDefault: isCurrent && alg === signingAlg,
    jwk
  }
}
