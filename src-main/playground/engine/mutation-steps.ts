import type { StandInChoice } from '../../contract'
import { isConfidential, say, type Client } from '../../model'
import type { MutationSteps } from '../mutations'
import type { Asked } from '../plan/plan'
import { RequestNotBuilt } from '../request-not-built'
import type { Services } from './services'
import type { Steps } from './steps'

/** The longest that anybody waits for something to expire, and how much later than that it is tried. */
const MOST_SECONDS = 10
const MARGIN_SECONDS = 1

/** The steps of the engine as a mutation takes them, in its own order. */
export function createMutationSteps(
  services: Services,
  steps: Steps,
  { asked, as }: { asked: Asked; as: StandInChoice | undefined }
): MutationSteps {
  const { transcripts, store, scheduler, sender, planDraft } = services
  const { actor, draft, client } = asked
  const person = (): StandInChoice => {
    if (as) return as
    throw notBuilt(['as'], say('person_needed'))
  }

  return {
    draft,
    client,
    authorize: ({ draft: other = draft, asNobody = false } = {}) => {
      const isDevice = other.flow === 'device'
      return steps.authorize({ ...asked, draft: other }, asNobody || isDevice ? undefined : person(), {
        isAutomatic: true
      })
    },
    answerOf(run) {
      const found = transcripts.list(actor).find((one) => one.run === run.id && one.action === 'authorize')
      if (found) return found
      throw notBuilt(['mutation'], say('answer_needed'))
    },
    exchange: (run, by) => {
      const other = { client: by?.client ?? client, draft: by?.draft }
      if (run) return steps.exchange(actor, run.id, other)
      return steps.send({ ...asked, client: other.client, draft: other.draft ?? draft })
    },
    again: async (exchange) => {
      const build = () => Promise.resolve({ request: exchange.request })
      return sender.send(await planDraft(asked), { action: exchange.action, run: exchange.run, build })
    },
    decide: async (run, decision) => void (await steps.approve(actor, run.id, { ...person(), decision })),
    use: (use, token, by) =>
      steps.use(
        { ...asked, client: by?.client ?? client, draft: by?.draft ?? draft },
        { use, token, anyHost: false }
      ),
    otherClient: () => findOther(services, asked),
    async outlive(what) {
      const seconds = client?.lifetimes[what] ?? (await store.settings.get()).lifetimes[what]
      if (seconds > MOST_SECONDS)
        throw notBuilt(['client_id'], say('lifetime_long', { what, max: MOST_SECONDS, seconds }))
      await new Promise<void>((done) => {
        scheduler.after((seconds + MARGIN_SECONDS) * 1000, done)
      })
    }
  }
}

/** Another client of the same owner that can prove itself with a secret, best one with the same grants. Throws RequestNotBuilt. */
async function findOther({ store }: Services, { client, draft }: Asked): Promise<Client> {
  // Without a client of one's own, those of the same owner would be those of the administrators.
  if (!client && !draft.target) throw notBuilt(['client_id'], say('client_yours'))
  const { items } = await store.clients.list({ limit: 500 })
  const others = items.filter(
    (one) =>
      one.client_id !== client?.client_id &&
      one.owner === client?.owner &&
      !one.blocked &&
      isConfidential(one) &&
      one.client_secret !== undefined
  )
  // One that may not use the grant at all is refused for that, and says nothing about whose the code is.
  const alike = others.find((one) => sharesGrant(one, client))
  const found = alike ?? others[0]
  if (found) return found
  throw notBuilt(['client_id'], say('client_alone'))
}

function sharesGrant(one: Client, client: Client | undefined): boolean {
  const mainGrant = client?.grant_types[0]
  return mainGrant !== undefined && one.grant_types.includes(mainGrant)
}

function notBuilt(path: string[], message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path, message }])
}
