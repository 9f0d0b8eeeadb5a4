import type { PanelBase } from '../access/base'
import type { AccountDependencies } from './account-dependencies'
import { consentProcedures } from './consent-procedures'
import { passwordProcedures } from './password-procedures'
import { profileProcedures } from './profile-procedures'
import { sessionProcedures } from './session-procedures'

/** Every procedure of `account`: what people do with their own. */
export function createAccount(base: PanelBase, dependencies: AccountDependencies) {
  return {
    ...profileProcedures(base, dependencies),
    ...sessionProcedures(base, dependencies),
    ...consentProcedures(base, dependencies),
    ...passwordProcedures(base, dependencies)
  }
}
