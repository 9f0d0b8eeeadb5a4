import type { DesktopState } from '../../contract'
import { hasAccess, say } from '../../model'
import type { Playground } from '../../playground'
import type { DesktopFacts } from '../../ports'
import type { PanelBase } from '../access/base'
import { accessOf } from '../access/context'
import { refusal } from '../access/refusal'
import type { ImportProgress } from '../profile'
import { begin, type BeginDependencies } from './begin'
import { orRefused, requireDesktop } from './require-desktop'
import { resetToPreset, type ResetDependencies } from './reset-to-preset'

export type DesktopDependencies = Omit<BeginDependencies, 'steps'> &
  ResetDependencies & {
    readonly playground: Pick<Playground, 'isFlowWaiting'>
    readonly importProgress: Pick<ImportProgress, 'of'>
  }

/** Every procedure of `desktop`; all but the app itself is refused with FORBIDDEN. */
export function createDesktop(base: PanelBase, dependencies: DesktopDependencies) {
  const { playground, importProgress } = dependencies
  return {
    state: base.desktop.state.handler(({ context }) => stateOf(requireDesktop(context).state())),

    change: base.desktop.change.handler(async ({ input, context }) => {
      const desktop = requireDesktop(context)
      if (input.database !== undefined && !hasAccess(accessOf(context.actor), 'administrator'))
        throw refusal('FORBIDDEN', say('data_choice'))
      await orRefused(() => desktop.change(input))
      return stateOf(desktop.state())
    }),

    begin: base.desktop.begin.handler(({ input, context }) =>
      begin({ ...dependencies, steps: importProgress.of(context.actor) }, requireDesktop(context), input)
    ),

    checkForUpdate: base.desktop.checkForUpdate.handler(async ({ context }) => {
      const desktop = requireDesktop(context)
      await orRefused(() => desktop.checkForUpdate())
      return stateOf(desktop.state())
    }),

    installUpdate: base.desktop.installUpdate.handler(async ({ context }) => {
      const desktop = requireDesktop(context)
      if (playground.isFlowWaiting()) throw refusal('CONFLICT', say('flow_waits'))
      await orRefused(() => desktop.installUpdate())
    }),

    resetToPreset: base.desktop.resetToPreset.handler(({ context }) =>
      resetToPreset(dependencies, requireDesktop(context))
    ),

    restart: base.desktop.restart.handler(({ context }) => requireDesktop(context).restart()),

    takeImport: base.desktop.takeImport.handler(({ context }) => requireDesktop(context).takeImport() ?? null)
  }
}

const stateOf = (facts: DesktopFacts): DesktopState => facts
