import type { BuiltRequest } from '../../built-request'
import { parameterOf, withoutParameter, withParameter } from '../change-request'
import type { Mutation } from '../mutation'

/** The shortest and the alphabet that RFC 7636 §4.1 allows. */
const OTHER_VERIFIER = 'a-verifier-that-belongs-to-no-challenge-0123'
const TOO_SHORT = 42

/** Changes the request that brings a code, in a flow with a challenge. */
function atExchange(change: (built: BuiltRequest) => BuiltRequest, pkce?: 'none'): Mutation {
  return {
    draft: (draft) => ({
      ...draft,
      authorization: {
        ...draft.authorization,
        pkce: pkce ?? (draft.authorization?.pkce === 'plain' ? 'plain' : 'S256')
      }
    }),
    request: (built) => (parameterOf(built.request, 'code') === undefined ? built : change(built))
  }
}

export const verifierWrong = atExchange((built) => withParameter(built, 'code_verifier', OTHER_VERIFIER))

export const verifierMissing = atExchange((built) => withoutParameter(built, 'code_verifier'))

export const verifierTooShort = atExchange((built) =>
  withParameter(
    built,
    'code_verifier',
    (parameterOf(built.request, 'code_verifier') ?? '').slice(0, TOO_SHORT)
  )
)

export const verifierWithoutChallenge = atExchange(
  (built) => withParameter(built, 'code_verifier', OTHER_VERIFIER),
  'none'
)
