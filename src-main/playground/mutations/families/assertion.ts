import { AUTHENTICATION_METHODS, type Proof, type SignedAssertion } from '../../authentication'
import type { BuiltRequest } from '../../built-request'
import { makeKeyPair } from '../../key-pair'
import { requireToken, tokensOf } from '../answer-of'
import { withParameter } from '../change-request'
import type { MutatedAt, Mutation } from '../mutation'

/** Further back than any clock is wrong. */
const LONG_AGO_SECONDS = 24 * 60 * 60
const OTHER_SECRET = 'another-secret-than-the-one-that-the-client-registered-long-enough-for-hs512'

/** The request with an assertion that was signed with a changed proof. */
function signedWith(change: (at: MutatedAt) => Partial<Proof> | Promise<Partial<Proof>>): Mutation {
  return {
    request: async (built, at) => {
      if (at.action !== 'token') return built
      const proof = { ...at.proof, ...(await change(at)) }
      const { assertion } = await AUTHENTICATION_METHODS[at.method](proof)
      return assertion ? withAssertion(built, assertion) : built
    }
  }
}

function withAssertion(built: BuiltRequest, assertion: SignedAssertion): BuiltRequest {
  return { ...withParameter(built, 'client_assertion', assertion.jwt), assertion }
}

/** RFC 7523 §3 no. 4. */
export const assertionExpired = signedWith(({ proof }) => ({ now: proof.now - LONG_AGO_SECONDS }))

/** RFC 7523 §3 no. 3. */
export const assertionAudience = signedWith(() => ({ audience: 'https://another-server.example' }))

export const assertionUnknownKey = signedWith(async ({ client, method }) =>
  method === 'private_key_jwt'
    ? { privateKey: (await makeKeyPair(client?.token_endpoint_auth_signing_alg)).privateKey }
    : { client_secret: OTHER_SECRET }
)

/** RFC 8725 §3.2: an assertion that says of itself that it isn't signed. */
export const assertionUnsigned: Mutation = {
  request: (built, { action }) => {
    if (action !== 'token' || !built.assertion) return built
    const header = { alg: 'none', typ: 'JWT' }
    const { claims } = built.assertion
    const jwt = [header, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    return withAssertion(built, { jwt: `${jwt}.`, header, claims })
  }
}

/** RFC 7523 §3 no. 7: the same `jti` a second time. */
export const assertionReplayed: Mutation = {
  run: async (steps) => {
    const first = await tokensOf(steps)
    // A second refusal would say nothing where the first one was refused already.
    requireToken(first, 'access_token')
    return steps.again(first)
  }
}
