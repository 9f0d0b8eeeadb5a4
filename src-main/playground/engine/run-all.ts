import {
  playgroundFlowKind,
  type PlaygroundExchange,
  type PlaygroundRun,
  type StandInChoice
} from '../../contract'
import type { Asked } from '../plan/plan'
import { mutationOf } from '../mutations'
import { withExpectation } from '../sending/expectations'
import { createMutationSteps } from './mutation-steps'
import type { Services } from './services'
import type { Steps } from './steps'

/** Everything that happened, oldest first. */
export interface RanAll {
  readonly run?: PlaygroundRun
  readonly exchanges: PlaygroundExchange[]
}

export type RunAll = (asked: Asked, as: StandInChoice | undefined) => Promise<RanAll>

/** Every step of a flow without a person, and the judgement of what was wrong on purpose. Throws RequestNotBuilt. */
export function createRunAll(services: Services, steps: Steps): RunAll {
  const { transcripts } = services

  async function inOrder(asked: Asked, as: StandInChoice | undefined): Promise<PlaygroundRun | undefined> {
    if (playgroundFlowKind(asked.draft.flow) === 'direct') {
      await steps.send(asked)
      return undefined
    }
    const { actor, client } = asked
    const begun = await steps.authorize(asked, as, { isAutomatic: true })
    const hasTokenRequest = begun.device ?? begun.callback?.parameters.some(({ name }) => name === 'code')
    if (begun.status === 'returned' && hasTokenRequest) await steps.exchange(actor, begun.id, { client })
    return steps.run(actor, begun.id)
  }

  /** What was wrong on purpose is judged by the exchange that it was about, or by where a flow ended that never got so far. */
  function judged(
    actor: string,
    exchanges: PlaygroundExchange[],
    about: string | undefined
  ): PlaygroundExchange[] {
    return exchanges.map((exchange) => {
      if (exchange.id !== about || exchange.expectation) return exchange
      const told = withExpectation(exchange)
      transcripts.replace(actor, told)
      return told
    })
  }

  return async (request, as) => {
    const exchanges: PlaygroundExchange[] = []
    const asked: Asked = { ...request, note: (exchange) => void exchanges.push(exchange) }
    const { run: ownWay } = mutationOf(asked.draft.mutation)
    if (ownWay) {
      const { id } = await ownWay(createMutationSteps(services, steps, { asked, as }))
      return { exchanges: judged(asked.actor, exchanges, id) }
    }
    const run = await inOrder(asked, as)
    const isTold = exchanges.some(({ expectation }) => expectation)
    const about = isTold ? undefined : exchanges.at(-1)?.id
    return { ...(run && { run }), exchanges: judged(asked.actor, exchanges, about) }
  }
}
