/**
 * What makes a flow wrong on purpose, by the ids of the contract's MUTATIONS: one value each.
 *
 * They lean on the contract, the model and `authentication` for what is signed anew. A mutation changes a draft, a request or
 * an answer, or goes its own way over the engine's steps; it must not know how those reach the server.
 */
import { MUTATIONS, type MutationId } from '../../contract'
import { say } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import {
  accessTokenExpired,
  accessTokenRevoked,
  accessTokenTampered,
  introspectForeign,
  introspectRevoked
} from './families/access-token'
import {
  assertionAudience,
  assertionExpired,
  assertionReplayed,
  assertionUnknownKey,
  assertionUnsigned
} from './families/assertion'
import {
  promptNone,
  redirectUriUnregistered,
  responseTypeNotAllowed,
  scopeUnknown,
  scopeWider,
  stateAltered
} from './families/authorization-request'
import { secretWrong, twoMethods } from './families/client-secret'
import {
  codeExpired,
  codeOfAnotherClient,
  codeReplayed,
  codeReplayedTokens,
  redirectUriDiffers
} from './families/code'
import { deviceDenied, deviceExpired, deviceTooEarly, deviceTooFast } from './families/device'
import { idTokenAudience, idTokenNonce, idTokenTampered, idTokenUnsigned } from './families/id-token'
import type { Mutation } from './mutation'
import { verifierMissing, verifierTooShort, verifierWithoutChallenge, verifierWrong } from './families/pkce'
import { refreshScopeWider, refreshTokenFamily, refreshTokenReused } from './families/refresh-token'
import { grantNotAllowed } from './families/token-request'

const MADE: Readonly<Record<MutationId, Mutation>> = {
  redirect_uri_unregistered: redirectUriUnregistered,
  response_type_not_allowed: responseTypeNotAllowed,
  scope_unknown: scopeUnknown,
  scope_wider: scopeWider,
  prompt_none: promptNone,
  state_altered: stateAltered,
  verifier_wrong: verifierWrong,
  verifier_missing: verifierMissing,
  verifier_too_short: verifierTooShort,
  verifier_without_challenge: verifierWithoutChallenge,
  code_replayed: codeReplayed,
  code_replayed_tokens: codeReplayedTokens,
  code_expired: codeExpired,
  code_of_another_client: codeOfAnotherClient,
  redirect_uri_differs: redirectUriDiffers,
  secret_wrong_basic: secretWrong,
  secret_wrong: secretWrong,
  two_methods: twoMethods,
  assertion_expired: assertionExpired,
  assertion_audience: assertionAudience,
  assertion_replayed: assertionReplayed,
  assertion_unknown_key: assertionUnknownKey,
  assertion_unsigned: assertionUnsigned,
  grant_not_allowed: grantNotAllowed,
  token_scope_unknown: scopeUnknown,
  token_scope_wider: scopeWider,
  refresh_scope_wider: refreshScopeWider,
  refresh_token_reused: refreshTokenReused,
  refresh_token_family: refreshTokenFamily,
  device_too_early: deviceTooEarly,
  device_too_fast: deviceTooFast,
  device_denied: deviceDenied,
  device_expired: deviceExpired,
  access_token_tampered: accessTokenTampered,
  access_token_expired: accessTokenExpired,
  access_token_revoked: accessTokenRevoked,
  introspect_revoked: introspectRevoked,
  introspect_foreign: introspectForeign,
  id_token_tampered: idTokenTampered,
  id_token_nonce: idTokenNonce,
  id_token_audience: idTokenAudience,
  id_token_unsigned: idTokenUnsigned
}

/** How a draft is made wrong; nothing is where it names no mutation. Throws RequestNotBuilt for one that isn't known. */
export function mutationOf(id: string | undefined): Mutation {
  if (id === undefined) return {}
  const known = MUTATIONS.find((mutation) => mutation.id === id)
  if (known) return MADE[known.id]
  const mutations = MUTATIONS.map((mutation) => mutation.id).join(', ')
  throw new RequestNotBuilt([{ path: ['mutation'], message: say('mutation_unknown', { mutations }) }])
}

export { expectationOf } from './expectation-of'
export type { IdTokenExpected, Mutation, MutationSteps, StepOf } from './mutation'
