import { escapePlaces, say, unescapePlaces } from '../../model'
import type { Clock, Random, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import {
  checkProfile,
  compareProfile,
  exportProfile,
  importProfile,
  type ImportProgress,
  type RestorePoint
} from '.'
import { refusal, unprocessable } from '../access/refusal'

export interface ProfileDependencies {
  readonly store: Pick<
    Store,
    'settings' | 'roles' | 'scopes' | 'claims' | 'users' | 'clients' | 'keys' | 'writeConfiguration'
  >
  readonly random: Random
  readonly clock: Clock
  readonly importProgress: Pick<ImportProgress, 'of'>
  readonly restorePoint: Pick<RestorePoint, 'beforeImport' | 'current' | 'restore'>
}

/** Every procedure of `profile`. */
export function createProfileProcedures(base: PanelBase, dependencies: ProfileDependencies) {
  const { restorePoint, importProgress } = dependencies
  return {
    // As a file has it, since that is what becomes of it; none of these takes a variable from the server's environment.
    export: base.profile.export.handler(async ({ input }) =>
      escapePlaces(await exportProfile(dependencies, input))
    ),

    import: base.profile.import.handler(async ({ input, context }) => {
      const outcome = await importProfile(dependencies, unescapePlaces(input), {
        beforeWriting: restorePoint.beforeImport,
        steps: importProgress.of(context.actor)
      })
      if (!outcome.ok) throw unprocessable(outcome.issues)
      return outcome.counts
    }),

    compare: base.profile.compare.handler(async ({ input, context }) => {
      const steps = importProgress.of(context.actor, 'comparing')
      const compared = await compareProfile(dependencies, unescapePlaces(input), steps)
      if (!compared.ok) throw unprocessable(compared.issues)
      return compared.comparison
    }),

    validate: base.profile.validate.handler(async ({ input }) => {
      const checked = await checkProfile(dependencies, unescapePlaces(input))
      if (!checked.ok) throw unprocessable(checked.issues)
      return checked.counts
    }),

    restorePoint: base.profile.restorePoint.handler(async () => (await restorePoint.current()) ?? null),

    restore: base.profile.restore.handler(async ({ input }) => {
      const restored = await restorePoint.restore(input.id)
      if (!restored) throw refusal('NOT_FOUND', say('restore_gone'))
      return { ...restored, left: [...restored.left] }
    })
  }
}
