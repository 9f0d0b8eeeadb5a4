import type { BroughtVerdict, TokenKind } from '../../contract'
import { withSecret } from '../authorization/check-id-token'
import type { Asked } from '../plan/plan'
import { RequestNotBuilt } from '../request-not-built'
import { openEncrypted } from '../tokens/open-encrypted'
import { parseKeys } from '../tokens/parse-keys'
import { TokenFault } from '../tokens/token-fault'
import { verifyToken } from '../tokens/verify-token'
import type { Services } from './services'

/** Seconds by which the clocks of two servers may differ. */
const SKEW_SECONDS = 30

/** A token that a flow brought, with what came along. */
export interface AskedToken {
  readonly token: string
  readonly kind?: TokenKind | undefined
  readonly access_token?: string | undefined
  readonly code?: string | undefined
}

/** Looks at a token with the keys of the server that it came from, and opens it with the client's where it is encrypted. Throws RequestNotBuilt. */
export type VerifyBrought = (asked: Asked, what: AskedToken) => Promise<BroughtVerdict>

export function createVerifyBrought({ planDraft, keySetOf, clock }: Services): VerifyBrought {
  return async ({ draft, ...asked }, { token: sent, kind, access_token, code }) => {
    const { mutation: _wrong, ...honest } = draft
    const plan = await planDraft({ ...asked, draft: honest })
    const { nonce } = plan.draft.values
    const isIdToken = kind === 'id_token'
    const expected = {
      iss: plan.target.issuer,
      ...(isIdToken && { aud: plan.draft.client_id }),
      ...(isIdToken && nonce && { nonce }),
      ...(isIdToken && access_token !== undefined && { access_token }),
      ...(isIdToken && code !== undefined && { code })
    }
    try {
      const { token, encryption } = await openEncrypted(sent, plan.credentials.decryptionKeys ?? [])
      const keys = withSecret(parseKeys(await keySetOf(plan)), plan)
      const question = { token, kind, keys, expected, skewSeconds: SKEW_SECONDS }
      const verdict = await verifyToken(question, clock.nowSeconds())
      return { verdict, ...(encryption && { encryption }), ...(encryption === 'opened' && { token }) }
    } catch (error) {
      if (error instanceof TokenFault) throw new RequestNotBuilt(error.issues)
      throw error
    }
  }
}
