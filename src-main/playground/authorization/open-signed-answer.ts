import type { PlaygroundCheck, TokenVerdict } from '../../contract'
import type { Parameter, SignedAssertion } from '../authentication'
import { parameterOf } from '../parameter-roles'
import type { Plan } from '../plan/plan'
import { openEncrypted } from '../tokens/open-encrypted'
import { parseKeys } from '../tokens/parse-keys'
import { readJwt } from '../tokens/read-jwt'
import { TokenFault } from '../tokens/token-fault'
import { verifyToken } from '../tokens/verify-token'
import { withSecret, type KeySetOf } from './check-id-token'

const SKEW_SECONDS = 30
/** What a signed answer says of itself rather than of the request. */
const OF_THE_ANSWER = ['aud', 'exp', 'iat', 'nbf', 'jti']

/** A signed answer, opened. */
export interface OpenedAnswer {
  readonly response?: Pick<SignedAssertion, 'header' | 'claims'>
  readonly parameters: readonly Parameter[]
  readonly check: PlaygroundCheck
}

/** Opens an answer that came as a JWT (JARM §2.4): signature, issuer, audience and expiry are looked at before its parameters count. */
export async function openSignedAnswer(
  plan: Plan,
  jwt: string,
  { keySetOf, nowSeconds }: { keySetOf: KeySetOf; nowSeconds: () => number }
): Promise<OpenedAnswer> {
  try {
    const opened = await openEncrypted(jwt, plan.credentials.decryptionKeys ?? [])
    const read = readJwt(opened.token)
    if (read.kind === 'jwe') return { parameters: [], check: { id: 'jarm', ok: false, actual: 'encrypted' } }
    const keys = withSecret(parseKeys(await keySetOf(plan)), plan)
    const expected = { iss: plan.target.issuer, aud: plan.draft.client_id }
    const question = { token: opened.token, kind: 'jwt' as const, keys, expected, skewSeconds: SKEW_SECONDS }
    const verdict = await verifyToken(question, nowSeconds())
    const { header, claims } = read
    return { response: { header, claims }, parameters: parametersIn(claims), check: checkOf(verdict, claims) }
  } catch (error) {
    if (error instanceof TokenFault)
      return { parameters: [], check: { id: 'jarm', ok: false, actual: error.message } }
    throw error
  }
}

function parametersIn(claims: Readonly<Record<string, unknown>>): Parameter[] {
  return Object.entries(claims)
    .filter(([name]) => !OF_THE_ANSWER.includes(name))
    .map(([name, value]) => parameterOf(name, typeof value === 'string' ? value : JSON.stringify(value)))
}

/** JARM §2.1: who answers, for whom, until when are never left out. */
function checkOf(
  { signature, claims }: TokenVerdict,
  said: Readonly<Record<string, unknown>>
): PlaygroundCheck {
  const missing = ['iss', 'aud', 'exp'].find((name) => !(name in said))
  const failed = claims.find(({ outcome }) => outcome === 'failed')
  if (signature.outcome !== 'ok') return { id: 'jarm', ok: false, actual: `signature: ${signature.reason}` }
  if (missing ?? failed)
    return { id: 'jarm', ok: false, actual: `${missing ?? failed?.name}: ${failed?.reason ?? 'missing'}` }
  return { id: 'jarm', ok: true }
}
