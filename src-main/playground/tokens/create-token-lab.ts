import type { SignedCopy, TokenVerdict } from '../../contract'
import type { Clock } from '../../ports'
import { signCopy, type CopyRequest } from './sign-copy'
import { verifyToken, type TokenQuestion } from './verify-token'

/** Looks at tokens as a careful client would, and makes copies that a careless one would take. Both throw TokenFault. */
export interface TokenLab {
  verify(question: TokenQuestion): Promise<TokenVerdict>
  sign(request: CopyRequest): Promise<SignedCopy>
}

export function createTokenLab({ clock }: { clock: Pick<Clock, 'nowSeconds'> }): TokenLab {
  return {
    verify: (question) => verifyToken(question, clock.nowSeconds()),
    sign: signCopy
  }
}
