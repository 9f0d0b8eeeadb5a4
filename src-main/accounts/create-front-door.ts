import type { PasswordHasher, Random, Store } from '../ports'
import type { AttemptCounter } from './sign-in/attempt-counter'
import { createForgottenPasswords } from './passwords/forgotten-passwords'
import type { FrontDoor } from './front-door'
import type { MailedCodes } from './mail/mailed-codes'
import { createOpenSignUp } from './sign-in/open-sign-up'
import type { Outbox } from './mail/outbox'
import type { Passwords } from './passwords/passwords'
import type { SignInCheck } from './sign-in/sign-in-check'
import type { SignInLimits } from './sign-in/sign-in-limits'
import type { SignInRecords } from './sign-in/sign-in-records'
import type { SignInSessions } from './sessions/sign-in-sessions'
import { createSignIns } from './sign-in/sign-ins'
import { createSignUps } from './sign-in/sign-ups'

export interface FrontDoorDependencies {
  readonly store: Store
  readonly random: Random
  readonly hasher: PasswordHasher
  readonly check: SignInCheck
  readonly limits: SignInLimits
  readonly counter: AttemptCounter
  readonly codes: MailedCodes
  readonly outbox: Outbox
  readonly sessions: SignInSessions
  readonly records: SignInRecords
  readonly passwords: Pick<Passwords, 'setPassword'>
  readonly issuer: () => string
  readonly loopbackOnly: boolean
}

/** Everything that the pages of the person who signs in ask of the accounts, connected. */
export function createFrontDoor(dependencies: FrontDoorDependencies): FrontDoor {
  const openSignUp = createOpenSignUp(dependencies)
  return {
    signIns: createSignIns({ ...dependencies, openSignUp }),
    signUps: createSignUps({ ...dependencies, openSignUp }),
    forgottenPasswords: createForgottenPasswords(dependencies)
  }
}
