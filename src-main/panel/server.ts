import type { PanelBase } from './base'
import type { PanelContext } from './context'
import { createOverview, type OverviewDependencies } from './overview'
import { refusal } from './refusal'
import type { ServerControl } from './server-control'

/** Every procedure of `server`. */
export function createServerProcedures(
  base: PanelBase,
  dependencies: OverviewDependencies & { serverControl: ServerControl }
) {
  const { serverControl } = dependencies
  const overview = createOverview(dependencies)
  return {
    state: base.server.state.handler(() => serverControl.state()),
    overview: base.server.overview.handler(overview),
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
  if (!capabilities.includes('server.control'))
    throw refusal(
      'FORBIDDEN',
      'The server is started and stopped where it runs: in the desktop app, or on the command line'
    )
}
