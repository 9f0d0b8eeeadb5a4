import {
  playgroundFlowKind,
  type Draft,
  type PlaygroundExchange,
  type PlaygroundRun,
  type StandInChoice
} from '../../contract'
import { say, type Client } from '../../model'
import type { Asked } from '../plan/plan'
import { RequestNotBuilt } from '../request-not-built'
import type { KeptRun } from '../runs/runs'
import { createArrive } from './arrive'
import { createBeginRun } from './begin-run'
import { createDeviceRuns } from './device-runs'
import { createLandings, type Landings } from './landings'
import type { Services } from './services'
import { createStandIns } from './stand-ins'
import { createTokenRequests } from './token-requests'
import { createUseToken, type UseToken } from './token-uses'

/** The steps of a flow, one by one. All throw RequestNotBuilt. */
export interface Steps {
  send(asked: Asked): Promise<PlaygroundExchange>
  /** `isAutomatic`: it is gone through even without a person, as a browser in which nobody is signed in. */
  authorize(
    asked: Asked,
    as: StandInChoice | undefined,
    options?: { isAutomatic?: boolean }
  ): Promise<PlaygroundRun>
  approve(actor: string, id: string, as: StandInChoice): Promise<PlaygroundRun>
  exchange(
    actor: string,
    id: string,
    by: { draft?: Draft | undefined; client: Client | undefined }
  ): Promise<PlaygroundExchange>
  readonly use: UseToken
  run(actor: string, id: string): PlaygroundRun
  cancelRun(actor: string, id: string): PlaygroundRun
  readonly landings: Landings
}

export function createSteps(services: Services): Steps {
  const { runs } = services
  const arrive = createArrive(services)
  const deviceRuns = createDeviceRuns(services)
  const beginRun = createBeginRun(services)
  const standIns = createStandIns(services, arrive)
  const { send, exchange } = createTokenRequests(services, deviceRuns)

  function requireRun(actor: string, id: string): KeptRun {
    const kept = runs.find(actor, id)
    if (kept) return kept
    throw new RequestNotBuilt([{ path: ['run'], message: say('run_forgotten') }])
  }

  return {
    send,
    use: createUseToken(services),
    landings: createLandings(services, arrive),
    run: (actor, id) => requireRun(actor, id).run,
    exchange: async (actor, id, by) => exchange(requireRun(actor, id), by),
    approve: async (actor, id, as) => standIns.decide(requireRun(actor, id), as),

    async authorize(asked, as, { isAutomatic = false } = {}) {
      const kind = playgroundFlowKind(asked.draft.flow)
      if (kind === 'direct') throw new RequestNotBuilt([{ path: ['flow'], message: say('flow_direct') }])
      const kept = await (kind === 'device' ? deviceRuns.begin(asked) : beginRun(asked))
      if (kept.run.status !== 'waiting') return kept.run
      if (kind === 'device') return as ? standIns.decide(kept, as) : kept.run
      return as || isAutomatic ? standIns.goThrough(kept, as) : kept.run
    },

    cancelRun(actor, id) {
      const { run } = requireRun(actor, id)
      return (run.status === 'waiting' ? runs.change(id, { status: 'ended' }) : undefined) ?? run
    }
  }
}
