import type { PlaygroundRun, StandInChoice } from '../../contract'
import { say } from '../../model'
import type { StandIn } from '../automatic/stand-in'
import { RequestNotBuilt } from '../request-not-built'
import type { KeptRun } from '../runs/runs'
import type { Arrive } from './arrive'
import type { Services } from './services'

/** Completes in the name of a person what waits for one. */
export interface StandIns {
  /** Goes the way of the browser; without a person it comes with no session. Throws RequestNotBuilt where nobody can go it. */
  goThrough(kept: KeptRun, as: StandInChoice | undefined): Promise<PlaygroundRun>
  /** Answers at the device. Throws RequestNotBuilt where nobody waits under its code. */
  decide(kept: KeptRun, as: StandInChoice): Promise<PlaygroundRun>
}

export function createStandIns({ walk, runs, openStandIn }: Services, arrive: Arrive): StandIns {
  async function open(kept: KeptRun, as: StandInChoice | undefined): Promise<StandIn> {
    if (!kept.plan.target.isOwn) throw notBuilt(['as'], say('stand_in_elsewhere'))
    const standIn = await openStandIn(as?.username)
    if (standIn) return standIn
    throw notBuilt(['as', 'username'], say('stand_in_unknown', { username: as?.username ?? '' }))
  }

  return {
    async goThrough(kept, as) {
      const url = kept.run.authorization?.url
      if (url === undefined) return kept.run
      const standIn = await open(kept, as)
      const { arrival, response } = await walking(walk(kept.plan, url, standIn, as?.decision ?? 'allow'))
      return arrival ? arrive.atRedirectUri(kept, arrival, response) : arrive.onPage(kept, response)
    },

    async decide(kept, as) {
      const standIn = await open(kept, as)
      const { plan, run } = kept
      const address = await standIn.enterUserCode(run.device?.user_code ?? '')
      if (address === undefined) throw notBuilt(['id'], say('device_over'))
      const start = new URL(address, plan.target.endpoints.token).href
      await walking(walk(plan, start, standIn, as.decision ?? 'allow'))
      return runs.change(run.id, { status: 'returned' }) ?? run
    }
  }
}

async function walking<Result>(way: Promise<Result>): Promise<Result> {
  try {
    return await way
  } catch (error) {
    throw notBuilt(
      ['draft'],
      say('walk_failed', { why: error instanceof Error ? error.message : String(error) })
    )
  }
}

function notBuilt(path: string[], message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path, message }])
}
