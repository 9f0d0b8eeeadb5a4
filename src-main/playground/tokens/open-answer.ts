import type { OpenedAnswer, PlaygroundCheck, TokenVerdict } from '../../contract'
import { withSecret, type KeySetOf } from '../authorization/check-id-token'
import type { Plan } from '../plan/plan'
import { openEncrypted } from './open-encrypted'
import { parseKeys } from './parse-keys'
import { readJwt, type ReadJwt } from './read-jwt'
import { TokenFault } from './token-fault'
import { verifyToken } from './verify-token'

const SKEW_SECONDS = 30

/**
 * Opens what UserInfo or introspection answered as a JWT (OpenID Connect Core §5.3.2, RFC 9701 §5), with the client's key where it is
 * encrypted, and verifies the signature in it; undefined for an answer that is no JWT.
 */
export type OpenAnswer = (plan: Plan, body: string) => Promise<OpenedAnswer | undefined>

export function createOpenAnswer(dependencies: { keySetOf: KeySetOf; nowSeconds: () => number }): OpenAnswer {
  return async (plan, body) => {
    const opened = await openEncrypted(body, plan.credentials.decryptionKeys ?? []).catch(undefinedForNone)
    if (!opened) return undefined
    const { token, encryption } = opened
    const known = encryption ? { encryption } : {}
    if (encryption === 'no_key') return known
    const jwt = readable(token)
    // What was encrypted need not have been signed before (OpenID Connect Core §5.3.2).
    if (jwt?.kind !== 'jws') return { ...known, content: token }
    const check = await checkOf(plan, jwt.token, dependencies)
    return { ...known, content: JSON.stringify(jwt.claims), check }
  }
}

async function checkOf(
  plan: Plan,
  token: string,
  { keySetOf, nowSeconds }: { keySetOf: KeySetOf; nowSeconds: () => number }
): Promise<PlaygroundCheck> {
  try {
    const keys = withSecret(parseKeys(await keySetOf(plan)), plan)
    const expected = { iss: plan.target.issuer, aud: plan.draft.client_id }
    const question = { token, kind: 'jwt' as const, keys, expected, skewSeconds: SKEW_SECONDS }
    return found(await verifyToken(question, nowSeconds()))
  } catch (error) {
    if (error instanceof TokenFault) return { id: 'answer', ok: false, actual: error.message }
    throw error
  }
}

function found({ signature, claims }: TokenVerdict): PlaygroundCheck {
  const wrong = claims.filter(({ outcome }) => outcome === 'failed')
  const actual = [
    ...(signature.outcome === 'ok' ? [] : [`signature: ${signature.reason}`]),
    ...wrong.map(({ name, reason }) => `${name}: ${reason}`)
  ]
  return { id: 'answer', ok: actual.length === 0, ...(actual.length > 0 && { actual: actual.join(', ') }) }
}

function readable(token: string): ReadJwt | undefined {
  try {
    return readJwt(token)
  } catch (error) {
    return undefinedForNone(error)
  }
}

function undefinedForNone(error: unknown): undefined {
  if (error instanceof TokenFault) return undefined
  throw error
}
