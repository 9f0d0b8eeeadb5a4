import { ORPCError } from '@orpc/server'
import type { Client } from '../model'
import { RequestNotBuilt, type Playground } from '../playground'
import type { PanelBase } from './base'
import type { ClientRights } from './clients'
import type { Actor } from './context'
import { unprocessable } from './refusal'

export interface PlaygroundProcedureDependencies {
  readonly playground: Playground
  readonly rights: ClientRights
}

/** Every procedure of `playground`. */
export function createPlaygroundProcedures(base: PanelBase, dependencies: PlaygroundProcedureDependencies) {
  const { playground, rights } = dependencies
  return {
    prepare: base.playground.prepare.handler(async ({ input, context }) =>
      buildable(playground.prepare(input, await usableClient(rights, context.actor, input.client_id)))
    ),

    send: base.playground.send.handler(async ({ input, context }) => {
      const client = await usableClient(rights, context.actor, input.client_id)
      return buildable(playground.send(nameOf(context.actor), input, client))
    }),

    use: base.playground.use.handler(async ({ input, context }) => {
      const client = await usableClient(rights, context.actor, input.draft.client_id)
      return buildable(playground.use(nameOf(context.actor), input, client))
    }),

    transcript: base.playground.transcript.handler(({ context }) => [
      ...playground.transcript(nameOf(context.actor))
    ]),

    clear: base.playground.clear.handler(({ context }) => playground.clear(nameOf(context.actor))),

    generateKey: base.playground.generateKey.handler(async ({ input, context }) => {
      const pair = await playground.generateKey(await rights.requireOwn(context.actor, input.client_id))
      return { publicKey: { ...pair.publicKey }, privateKey: { ...pair.privateKey } }
    })
  }
}

/**
 * The client with its secret, for whoever may hold it. For everybody else it is as unknown as one that doesn't exist, which
 * a draft may name all the same, to see what the server says.
 */
async function usableClient(
  rights: ClientRights,
  actor: Actor,
  client_id: string
): Promise<Client | undefined> {
  try {
    return await rights.requireOwn(actor, client_id)
  } catch (error) {
    if (error instanceof ORPCError && error.code === 'NOT_FOUND') return undefined
    throw error
  }
}

/** Whose transcript it is. */
function nameOf(actor: Actor): string {
  if (actor.kind === 'user') return `user ${actor.user.username}`
  return actor.kind === 'client' ? `client ${actor.client_id}` : actor.kind
}

async function buildable<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result
  } catch (error) {
    if (error instanceof RequestNotBuilt) throw unprocessable(error.issues)
    throw error
  }
}
