import type { Draft } from '../../contract'
import { say } from '../../model'
import type { Playground } from '../../playground'
import type { PanelBase } from '../access/base'
import type { ClientRights } from '../clients'
import type { PanelContext } from '../access/context'
import { askedBy, buildable, nameOf, requireStandIn } from './access'
import { createSubjectNames, type SubjectNamesDependencies } from '../token-lab/subject-names'
import { createTellPlaygroundStory, type PlaygroundStoryDependencies } from './story'
import { refusal } from '../access/refusal'

export interface PlaygroundProcedureDependencies
  extends PlaygroundStoryDependencies, SubjectNamesDependencies {
  readonly playground: Playground
  readonly rights: ClientRights
  readonly store: PlaygroundStoryDependencies['store'] & SubjectNamesDependencies['store']
}

/** Every procedure of `playground`. */
export function createPlaygroundProcedures(base: PanelBase, dependencies: PlaygroundProcedureDependencies) {
  const { playground, rights } = dependencies
  const procedures = base.playground
  const subjectOf = createSubjectNames(dependencies)
  const tellStory = createTellPlaygroundStory(dependencies)

  const asked = (draft: Draft, context: PanelContext) => askedBy(rights, draft, context)

  return {
    prepare: procedures.prepare.handler(async ({ input, context }) =>
      buildable(playground.prepare(await asked(input, context)))
    ),

    send: procedures.send.handler(async ({ input, context }) =>
      buildable(playground.send(await asked(input, context)))
    ),

    use: procedures.use.handler(async ({ input: { draft, ...use }, context }) => {
      const anyHost = context.capabilities.includes('playground.any_issuer')
      return buildable(playground.use(await asked(draft, context), { ...use, anyHost }))
    }),

    authorize: procedures.authorize.handler(async ({ input: { draft, as }, context }) => {
      await requireStandIn(dependencies.store, context, as)
      return buildable(playground.authorize(await asked(draft, context), as))
    }),

    run: procedures.run.handler(({ input, context }) =>
      known(() => playground.run(nameOf(context.actor), input.id))
    ),

    cancelRun: procedures.cancelRun.handler(({ input, context }) =>
      known(() => playground.cancelRun(nameOf(context.actor), input.id))
    ),

    approve: procedures.approve.handler(async ({ input: { id, as, decision }, context }) => {
      await requireStandIn(dependencies.store, context, as)
      return buildable(playground.approve(nameOf(context.actor), id, { ...as, decision }))
    }),

    exchange: procedures.exchange.handler(async ({ input, context }) => {
      const run = known(() => playground.run(nameOf(context.actor), input.run))
      const { actor, client } = await asked(input.draft ?? run.draft, context)
      return buildable(playground.exchange(actor, run.id, { client, draft: input.draft }))
    }),

    runAll: procedures.runAll.handler(async ({ input: { draft, as }, context }) => {
      await requireStandIn(dependencies.store, context, as)
      return buildable(playground.runAll(await asked(draft, context), as))
    }),

    transcript: procedures.transcript.handler(({ context }) => [
      ...playground.transcript(nameOf(context.actor))
    ]),

    story: procedures.story.handler(async ({ input, context }) => {
      const sent = playground.transcript(nameOf(context.actor)).find(({ id }) => id === input.id)
      if (!sent) throw refusal('NOT_FOUND', say('no_such_entry'))
      return tellStory(context.actor, sent)
    }),

    clear: procedures.clear.handler(({ context }) => playground.clear(nameOf(context.actor))),

    verifyBrought: procedures.verifyBrought.handler(async ({ input: { draft, ...token }, context }) => {
      const found = await buildable(playground.verifyBrought(await asked(draft, context), token))
      const subject = await subjectOf(found.token ?? token.token, context.actor)
      return { ...found, verdict: { ...found.verdict, ...(subject && { subject }) } }
    }),

    makeCertificate: procedures.makeCertificate.handler(async ({ input, context }) => {
      const client = await rights.requireOwn(context.actor, input.client_id)
      const { cert, authority } = await buildable(playground.makeCertificate(client))
      return { certificate: cert, authority }
    }),

    generateKey: procedures.generateKey.handler(async ({ input, context }) => {
      const pair = await playground.generateKey(await rights.requireOwn(context.actor, input.client_id))
      return { publicKey: { ...pair.publicKey }, privateKey: { ...pair.privateKey } }
    })
  }
}

/** A run that is forgotten is not found. */
function known<Result>(find: () => Result): Result {
  try {
    return find()
  } catch {
    throw refusal('NOT_FOUND', say('no_such_run'))
  }
}
