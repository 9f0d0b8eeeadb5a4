import type { Accounts } from '../../accounts'
import type { ListedSession } from '../../contract'
import { say } from '../../model'
import type { Clock, Store } from '../../ports'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'
import { createListedSessions } from './listed-sessions'

export interface SessionsDependencies {
  readonly store: Store
  readonly clock: Clock
  readonly accounts: Pick<Accounts, 'endSignInSession' | 'sessions'>
}

/** Sessions that are ended together: each may have clients to tell. */
const ENDED_AT_ONCE = 100

/** Every procedure of `sessions`: who is signed in, and ending it. */
export function createSessions(base: PanelBase, { store, clock, accounts }: SessionsDependencies) {
  const listed = createListedSessions({ store, clock })

  /** Ends what stands in a collection; new ones that come meanwhile are not waited for. */
  async function endEach(ids: readonly string[], end: (id: string) => Promise<unknown>): Promise<number> {
    for (let at = 0; at < ids.length; at += ENDED_AT_ONCE)
      await Promise.all(ids.slice(at, at + ENDED_AT_ONCE).map(end))
    return ids.length
  }

  return {
    list: base.sessions.list.handler(async ({ input, context }) => {
      const { kind, search, sort, descending, offset, limit } = input
      const request = { ...searchOf(search), sort: { by: sort, descending }, offset, limit }
      const current = context.browserSession?.sessionId
      if (kind === 'sign_in') {
        const { items, total } = await store.signInSessions.list(request)
        return { items: await Promise.all(items.map(listed.ofSignIn)), total }
      }
      const { items, total } = await store.panelSessions.list(request)
      return { items: await Promise.all(items.map((one) => listed.ofPanel(one, current))), total }
    }),

    signIns: base.sessions.signIns.handler(async ({ input: { search, offset, limit } }) => {
      const sort = { by: 'at', descending: true } as const
      const { items, total } = await store.signInRecords.list({ ...searchOf(search), sort, offset, limit })
      return { items: await Promise.all(items.map(listed.ofRecord)), total }
    }),

    end: base.sessions.end.handler(async ({ input: { kind, id } }) => {
      if (!(await endSession(kind, id))) throw refusal('NOT_FOUND', say('session_over'))
    }),

    endAll: base.sessions.endAll.handler(async ({ input: { kind }, context }) => {
      const sessions = kind === 'sign_in' ? store.signInSessions : store.panelSessions
      let ended = 0
      for await (const some of sessions.batches(ENDED_AT_ONCE)) {
        const ids = some.map(({ id }) => id).filter((id) => id !== context.browserSession?.sessionId)
        ended += await endEach(ids, (id) => endSession(kind, id))
      }
      return { ended }
    })
  }

  async function endSession(kind: ListedSession['kind'], id: string): Promise<boolean> {
    if (kind === 'sign_in') return accounts.endSignInSession(id)
    if (!(await store.panelSessions.get(id))) return false
    await accounts.sessions.end(id)
    return true
  }
}

function searchOf(search: string | undefined): { search?: string } {
  return search?.trim() ? { search: search.trim() } : {}
}
