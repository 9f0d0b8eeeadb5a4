import type { PanelBase } from '../access/base'
import { activityProcedures } from './activity-procedures'
import { changeProcedures } from './change-procedures'
import type { ClientsDependencies } from './clients-dependencies'
import { createProcedure } from './create-procedure'
import { listProcedures } from './list-procedures'
import { secretProcedures } from './secret-procedures'

/** Every procedure of `clients`. */
export function createClients(base: PanelBase, dependencies: ClientsDependencies) {
  return {
    ...listProcedures(base, dependencies),
    ...createProcedure(base, dependencies),
    ...changeProcedures(base, dependencies),
    ...secretProcedures(base, dependencies),
    ...activityProcedures(base, dependencies)
  }
}
