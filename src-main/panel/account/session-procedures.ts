import { say, type PanelSession, type SignInSession } from '../../model'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'
import { createListedSessions } from '../sessions'
import type { AccountDependencies } from './account-dependencies'
import { requirePerson } from './require-person'

/** Where one is signed in, and was lately. */
export function sessionProcedures(base: PanelBase, { store, clock, accounts }: AccountDependencies) {
  const listed = createListedSessions({ store, clock })

  const signInsOf = async (sub: string | undefined): Promise<readonly SignInSession[]> =>
    sub === undefined ? [] : store.signInSessions.find('sub', sub)
  const panelOf = async (username: string): Promise<readonly PanelSession[]> =>
    store.panelSessions.find('username', username)

  return {
    signIns: base.account.signIns.handler(async ({ input: { search, offset, limit }, context }) => {
      const { sub } = requirePerson(context.actor)
      if (sub === undefined) return { items: [], total: 0 }
      const { items, total } = await store.signInRecords.list({
        ...(search?.trim() ? { search: search.trim() } : {}),
        where: { index: 'sub', value: sub },
        sort: { by: 'at', descending: true },
        offset,
        limit
      })
      return { items: await Promise.all(items.map(listed.ofRecord)), total }
    }),

    sessions: base.account.sessions.handler(async ({ context }) => {
      const { username, sub } = requirePerson(context.actor)
      const current = context.browserSession?.sessionId
      const [ofPanel, signIns] = [await panelOf(username), await signInsOf(sub)]
      const all = await Promise.all([
        ...ofPanel.map((one) => listed.ofPanel(one, current)),
        ...signIns.map(listed.ofSignIn)
      ])
      return all.sort((a, b) => Number(b.current) - Number(a.current) || b.lastSeenAt - a.lastSeenAt)
    }),

    endSession: base.account.endSession.handler(async ({ input: { kind, id }, context }) => {
      const { username, sub } = requirePerson(context.actor)
      // Somebody else's session doesn't exist for whoever asks.
      const own = kind === 'panel' ? await panelOf(username) : await signInsOf(sub)
      if (!own.some((session) => session.id === id)) throw refusal('NOT_FOUND', say('session_over'))
      if (kind === 'sign_in') await accounts.endSignInSession(id)
      else await accounts.sessions.end(id)
      if (id === context.browserSession?.sessionId) context.browserSession.close()
    }),

    endOtherSessions: base.account.endOtherSessions.handler(async ({ context }) => {
      const { username, sub } = requirePerson(context.actor)
      const ofPanel = await accounts.sessions.endAllOf(username, context.browserSession?.sessionId)
      const signIns = await Promise.all(
        (await signInsOf(sub)).map((session) => accounts.endSignInSession(session.id))
      )
      return { ended: ofPanel + signIns.filter(Boolean).length }
    })
  }
}
