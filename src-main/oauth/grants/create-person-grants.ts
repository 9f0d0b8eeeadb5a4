import type { Clock, People, Random, Store } from '../../ports'
import { createReadIdTokenHint } from '../authorization/request/id-token-hint'
import type { Subjects } from '../claims/subjects'
import type { ClientKeys } from '../client-auth/assertions/client-keys'
import type { PersonScope } from '../scope/person-scope'
import type { DescribeToken } from '../tokens/describe-token'
import type { EndAuthorization } from '../tokens/end-authorization'
import type { FindToken } from '../tokens/find-token'
import type { SigningKeys } from '../tokens/keys/signing-keys'
import { createAuthorizationCodeGrant } from './authorization-code'
import { createReadBearerAssertion } from './bearer/read-bearer-assertion'
import { createSpokenFor } from './bearer/spoken-for'
import { createSingleUse } from './code/single-use'
import { createDeviceCodeGrant } from './device-code'
import { createExchangeTarget } from './exchange/exchange-target'
import { createReadPresentedToken } from './exchange/presented-token'
import type { Grant } from './grant'
import { createJwtBearerGrant } from './jwt-bearer'
import { createOpenAuthorization } from './authorization/open-authorization'
import { createPasswordGrant } from './password'
import { createRequireStanding } from './authorization/standing-authorization'
import { createTokenExchangeGrant } from './token-exchange'

export interface PersonGrantDeps {
  readonly store: Store
  readonly people: People
  readonly personScope: PersonScope
  readonly findToken: FindToken
  readonly describeToken: DescribeToken
  readonly endAuthorization: EndAuthorization
  readonly subjects: Subjects
  readonly signingKeys: SigningKeys
  readonly clientKeys: ClientKeys
  readonly clock: Clock
  readonly random: Random
  readonly issuer: () => string
  /** What the `aud` of an assertion may be. */
  readonly audiences: () => readonly string[]
}

/** The grants by which a client gets something of a person, apart from the refresh of what it has. */
export function createPersonGrants(deps: PersonGrantDeps): readonly Grant[] {
  const { store, people, personScope, endAuthorization, subjects, clock, random } = deps
  const { authorizations, authorizationCodes, clients, deviceCodes, settings } = store
  const requireStanding = createRequireStanding({ authorizations, people, personScope })
  const openAuthorization = createOpenAuthorization({ ...deps, authorizations, settings })
  const singleUse = createSingleUse({ authorizationCodes, endAuthorization, clock, random })
  const readIdToken = createReadIdTokenHint(deps)
  return [
    createAuthorizationCodeGrant({ authorizationCodes, settings, singleUse, requireStanding }),
    createPasswordGrant({ settings, people, personScope, openAuthorization, clock }),
    createDeviceCodeGrant({ deviceCodes, settings, requireStanding, clock, random }),
    createTokenExchangeGrant({
      settings,
      readPresentedToken: createReadPresentedToken({ ...deps, readIdToken, authorizations }),
      exchangeTarget: createExchangeTarget({ clients }),
      requireStanding,
      subjectFor: subjects.subjectFor
    }),
    createJwtBearerGrant({
      scopes: store.scopes,
      settings,
      personScope,
      readAssertion: createReadBearerAssertion({ ...deps, usedAssertions: store.usedAssertions }),
      spokenFor: createSpokenFor({ consents: store.consents, settings, people }),
      openAuthorization
    })
  ]
}
