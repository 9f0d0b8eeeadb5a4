import { AUTHENTICATION_METHODS } from '../../authentication'
import type { BuiltRequest } from '../../built-request'
import { withParameters } from '../change-request'
import type { MutatedAt, Mutation } from '../mutation'

/** As long as HMAC needs a key to be (RFC 7518 §3.2). */
const WRONG_SECRET = 'this-is-not-the-secret-of-the-client-and-it-is-as-long-as-hs512-wants-it'

export const secretWrong: Mutation = { draft: (draft) => ({ ...draft, client_secret: WRONG_SECRET }) }

/** RFC 6749 §2.3: a client must not use more than one method in a request. */
export const twoMethods: Mutation = {
  request: (built, at) => (at.action === 'token' ? withOtherMethod(built, at) : built)
}

async function withOtherMethod(built: BuiltRequest, { method, proof }: MutatedAt): Promise<BuiltRequest> {
  const other = method === 'client_secret_basic' ? 'client_secret_post' : 'client_secret_basic'
  const { headers, parameters } = await AUTHENTICATION_METHODS[other](proof)
  const { request } = withParameters(built, [...built.request.parameters, ...parameters])
  return { ...built, request: { ...request, headers: [...request.headers, ...headers] } }
}
