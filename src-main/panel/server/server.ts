import { say } from '../../model'
import { createDoctor, type DoctorDependencies } from '../doctor'
import type { PanelBase } from '../access/base'
import type { PanelContext } from '../access/context'
import { createOverview, type OverviewDependencies } from './overview'
import { refusal } from '../access/refusal'
import type { ServerControl } from './server-control'
import { createServerFacts, type FactsDependencies } from './server-facts'

/** Every procedure of `server`. */
export function createServerProcedures(
  base: PanelBase,
  dependencies: OverviewDependencies &
    FactsDependencies &
    DoctorDependencies & { serverControl: ServerControl }
) {
  const { serverControl } = dependencies
  const overview = createOverview(dependencies)
  const facts = createServerFacts(dependencies)
  const doctor = createDoctor(dependencies)
  return {
    state: base.server.state.handler(() => serverControl.state()),
    overview: base.server.overview.handler(overview),
    facts: base.server.facts.handler(({ context }) => facts(context)),
    examine: base.server.examine.handler(doctor.examine),
    repair: base.server.repair.handler(({ input }) => doctor.repair(input.repair)),
    revealData: base.server.revealData.handler(({ context }) => {
      const { dataFolder } = dependencies.surroundings
      if (!context.reveal || !context.capabilities.includes('files.reveal'))
        throw refusal('FORBIDDEN', say('reveal_desktop'))
      if (dataFolder === undefined) throw refusal('NOT_FOUND', say('memory_only'))
      context.reveal(dataFolder)
    }),
    start: base.server.start.handler(({ context }) => {
      requireControl(context)
      return serverControl.start()
    }),
    stop: base.server.stop.handler(({ context }) => {
      requireControl(context)
      return serverControl.stop()
    })
  }
}

/** A panel that the server itself carries would cut the branch it sits on. */
function requireControl({ capabilities }: PanelContext): void {
  if (!capabilities.includes('server.control')) throw refusal('FORBIDDEN', say('control_elsewhere'))
}
