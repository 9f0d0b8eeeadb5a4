import { ORPCError } from '@orpc/server'
import type { Draft, StandInChoice } from '../../contract'
import { accessLevelOf, ADMIN_SCOPE, parseScopeList, say, type Client } from '../../model'
import { RequestNotBuilt, type AskingPanel } from '../../playground'
import type { Store } from '../../ports'
import type { ClientRights } from '../clients'
import { accessOf, type Actor, type BrowserSession, type PanelContext } from '../access/context'
import { refusal, unprocessable } from '../access/refusal'

/** A draft with whoever asks, and its client where that is of this server. Another server is for those who may reach it. */
export async function askedBy(
  rights: ClientRights,
  draft: Draft,
  { actor, capabilities, browserSession }: Pick<PanelContext, 'actor' | 'capabilities' | 'browserSession'>
) {
  if (draft.target && !capabilities.includes('playground.any_issuer'))
    throw refusal('FORBIDDEN', say('issuer_elsewhere'))
  if (isLocked(actor)) await refuseLockedDraft(rights, actor, draft)
  const client = draft.target ? undefined : await usableClient(rights, actor, draft.client_id)
  return { actor: nameOf(actor), draft, client, panel: panelOf(browserSession) }
}

/** The browser that may bring the answer of what is begun here. */
function panelOf(session: BrowserSession | undefined): AskingPanel | undefined {
  return session?.sessionId === undefined ? undefined : { session: session.sessionId, origin: session.origin }
}

/** Whoever acts for others has to be an administrator; everybody may sign in as themselves. */
export async function requireStandIn(
  { users }: Pick<Store, 'users'>,
  { actor }: Pick<PanelContext, 'actor'>,
  as: StandInChoice | undefined
): Promise<void> {
  if (!as || accessOf(actor) === 'administrator') return
  if (actor.kind === 'user' && actor.user.username === as.username) return
  if (actor.kind !== 'local') throw refusal('FORBIDDEN', say('stand_in_forbidden'))
  // With a lock on the app, whoever sits at the machine tries everybody's flows but those that would open what is locked.
  const user = await users.get(as.username)
  if (user && accessLevelOf(user.roles) === 'administrator')
    throw refusal('FORBIDDEN', say('stand_in_locked'))
}

const isLocked = (actor: Actor) => actor.kind === 'local' && actor.lock !== undefined

/** A token with the scope admin, by whichever flow, would open what a lock closes. */
async function refuseLockedDraft(rights: ClientRights, actor: Actor, draft: Draft): Promise<void> {
  const added = [...(draft.parameters ?? []), ...(draft.authorization?.parameters ?? [])]
  const named = (name: string) => added.filter(([one]) => one === name).map(([, value]) => value)
  const scopes = [draft.scope, ...named('scope')]
  for (const id of draft.target ? [] : [draft.client_id, ...named('client_id')]) {
    const client = await rights.requireSeen(actor, id).catch(() => undefined)
    scopes.push(client?.scope)
  }
  if (scopes.some((scope) => parseScopeList(scope).includes(ADMIN_SCOPE)))
    throw refusal('FORBIDDEN', say('draft_locked', { scope: ADMIN_SCOPE }))
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
    return await requireUsable(rights, actor, client_id)
  } catch (error) {
    if (error instanceof ORPCError && ['NOT_FOUND', 'FORBIDDEN'].includes(String(error.code)))
      return undefined
    throw error
  }
}

/** Whoever sits at the machine tries every client; with a lock on the app, the secret of one that may have the scope admin stays hidden. */
async function requireUsable(rights: ClientRights, actor: Actor, client_id: string): Promise<Client> {
  if (actor.kind !== 'local') return rights.requireOwn(actor, client_id)
  const client = await rights.requireSeen(actor, client_id)
  return parseScopeList(client.scope).includes(ADMIN_SCOPE) ? rights.requireOwn(actor, client_id) : client
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
