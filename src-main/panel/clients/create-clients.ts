import type { PanelBase } from '../base'
import { changeProcedures } from './change-procedures'
import type { ClientsDependencies } from './clients-dependencies'
import { createProcedure } from './create-procedure'
import { listProcedures } from './list-procedures'

/** Every procedure of `clients`. */
export function createClients(base: PanelBase, dependencies: ClientsDependencies) {
  return {
    ...listProcedures(base, dependencies),
    ...createProcedure(base, dependencies),
    ...changeProcedures(base, dependencies)
  }
}
