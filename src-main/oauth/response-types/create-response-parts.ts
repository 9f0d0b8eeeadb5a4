import type { Clock, Random, Store } from '../../ports'
import type { IssueAccessToken, IssueIdToken } from '../tokens/issue'
import { createCodePart } from './code'
import { createIdTokenPart } from './id-token'
import type { ResponsePart } from './response-part'
import { createTokenPart } from './token'

/** Every part of a response type, in the order in which they are issued: an ID token vouches for what stands before it. */
export function createResponseParts(dependencies: {
  authorizations: Store['authorizations']
  authorizationCodes: Store['authorizationCodes']
  settings: Store['settings']
  clock: Clock
  random: Random
  issueAccessToken: IssueAccessToken
  issueIdToken: IssueIdToken
}): readonly ResponsePart[] {
  return [createCodePart(dependencies), createTokenPart(dependencies), createIdTokenPart(dependencies)]
}
