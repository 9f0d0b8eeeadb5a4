import { ORPCError } from '@orpc/server'
import type { Draft, StandInChoice } from '../../contract'
import type { Client } from '../../model'
import { RequestNotBuilt } from '../../playground'
import type { ClientRights } from '../clients'
import { accessOf, type Actor, type PanelContext } from '../context'
import { refusal, unprocessable } from '../refusal'

/** A draft with whoever asks, and its client where that is of this server. Another server is for those who may reach it. */
export async function askedBy(
  rights: ClientRights,
  draft: Draft,
  { actor, capabilities }: Pick<PanelContext, 'actor' | 'capabilities'>
) {
  if (draft.target && !capabilities.includes('playground.any_issuer'))
    throw refusal('FORBIDDEN', 'Another issuer is asked from the desktop and the command line only')
  const client = draft.target ? undefined : await usableClient(rights, actor, draft.client_id)
  return { actor: nameOf(actor), draft, client }
}

/** Whoever acts for others has to be an administrator; everybody may sign in as themselves. */
export function requireStandIn({ actor }: Pick<PanelContext, 'actor'>, as: StandInChoice | undefined): void {
  if (!as || accessOf(actor) === 'administrator') return
  if (actor.kind === 'user' && actor.user.username === as.username) return
  throw refusal('FORBIDDEN', 'Only an administrator may sign in as somebody else')
}

/**
 * The client with its secret, for whoever may hold it. For everybody else it is as unknown as one that doesn't exist, which
 * a draft may name all the same, to see what the server says.
 */
export async function usableClient(
  rights: ClientRights,
  actor: Actor,
  client_id: string
): Promise<Client | undefined> {
  try {
    return await rights.requireOwn(actor, client_id)
  } catch (error) {
    if (error instanceof ORPCError && ['NOT_FOUND', 'FORBIDDEN'].includes(String(error.code)))
      return undefined
    throw error
  }
}

/** Whose transcript it is. */
export function nameOf(actor: Actor): string {
  if (actor.kind === 'user') return `user ${actor.user.username}`
  return actor.kind === 'client' ? `client ${actor.client_id}` : actor.kind
}

/** A draft from which no request can be made is refused with what is in its way. */
export async function buildable<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result
  } catch (error) {
    if (error instanceof RequestNotBuilt) throw unprocessable(error.issues)
    throw error
  }
}
