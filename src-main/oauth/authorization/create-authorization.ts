import type { Clock, Faults, People, Random, Store } from '../../ports'
import type { DeviceCodes } from '../device/device-codes'
import { createAuthorizationEndpoint } from '../endpoints/authorize'
import type { PersonScope } from '../scope/person-scope'
import { createAnswerClient } from '../response-modes/answer-client'
import { createSignResponse } from '../response-modes/sign-response'
import { createResponseParts } from '../response-types/create-response-parts'
import type { EncryptForClient } from '../tokens/id-token/encrypt-for-client'
import type { IssueAccessToken, IssueIdToken } from '../tokens/issue'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import { createAnswerDevice } from './interactions/answer-device'
import { createAskedOfPerson } from './steps/asked-of-person'
import { createAssess, type SubjectFor } from './steps/assess'
import { createGrantAuthorization } from './grant-authorization'
import { createInteractionRecords } from './interactions/interaction-records'
import { createInteractions } from './interactions/interactions'
import { createOpenRequestOf } from './open-request'
import type { ParseAuthorizationRequest } from './parse-authorization-request'
import { createRememberConsent } from './interactions/remember-consent'
import { createRespond } from './respond'
import { createSessionStateOf } from './session-state-of'

export interface AuthorizationDeps {
  readonly store: Store
  readonly people: People
  readonly parse: ParseAuthorizationRequest
  readonly deviceCodes: DeviceCodes
  readonly personScope: PersonScope
  readonly subjectFor: SubjectFor
  readonly signingKeys: SigningKeys
  readonly issueAccessToken: IssueAccessToken
  readonly issueIdToken: IssueIdToken
  readonly encryptForClient: EncryptForClient
  readonly faults: Pick<Faults, 'isArmed' | 'take'>
  readonly issuer: () => string
  readonly clock: Clock
  readonly random: Random
}

/** The authorization endpoint and the interactions that lead back to it, connected. */
export function createAuthorization(deps: AuthorizationDeps) {
  const { store, people, clock, random, issuer, signingKeys } = deps
  const { authorizations, authorizationCodes, clients, consents, scopes, settings } = store
  const records = createInteractionRecords({ interactions: store.interactions, clock, random })
  const openRequestOf = createOpenRequestOf({ ...deps, clients, users: store.users, settings })
  const askedOfPerson = createAskedOfPerson({ ...deps, scopes })
  const assess = createAssess({ ...deps, consents, settings, askedOfPerson })
  const signResponse = createSignResponse({ ...deps, signingKeys, settings })
  const answerClient = createAnswerClient({ signResponse, issuer })
  const grantAuthorization = createGrantAuthorization({ authorizations, people, clock, random })
  const sessionStateOf = createSessionStateOf({ random })
  const parts = createResponseParts({ ...deps, authorizations, authorizationCodes, settings })
  return {
    interactions: createInteractions({ records, clients, openRequestOf, assess, clock }),
    authorize: createAuthorizationEndpoint({
      parse: deps.parse,
      openRequestOf,
      records,
      assess,
      respond: createRespond({
        parts,
        authorizations,
        grantAuthorization,
        settings,
        answerClient,
        sessionStateOf,
        clock
      }),
      rememberConsent: createRememberConsent({ consents, clock }),
      answerClient,
      answerDevice: createAnswerDevice({ ...deps, authorizations, grantAuthorization }),
      sessionStateOf,
      faults: deps.faults
    })
  }
}
