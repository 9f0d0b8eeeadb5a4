import type { PanelBase } from '../access/base'
import { changeProcedures } from './change-procedures'
import { createProcedure } from './create-procedure'
import { guardProcedures } from './guard-procedures'
import { listProcedures } from './list-procedures'
import { sessionProcedures } from './session-procedures'
import { createUserRights } from './user-rights'
import type { UsersDependencies } from './users-dependencies'

/** Every procedure of `users`. */
export function createUsers(base: PanelBase, given: Omit<UsersDependencies, 'rights'>) {
  const dependencies = { ...given, rights: createUserRights(given) }
  return {
    ...listProcedures(base, dependencies),
    ...createProcedure(base, dependencies),
    ...changeProcedures(base, dependencies),
    ...guardProcedures(base, dependencies),
    ...sessionProcedures(base, dependencies)
  }
}
