import { say } from '../../model'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'
import type { UsersDependencies } from './users-dependencies'

/** Ending what a person has open. */
export function sessionProcedures(base: PanelBase, { store, accounts, rights }: UsersDependencies) {
  return {
    endSession: base.users.endSession.handler(async ({ input, context }) => {
      const user = await rights.requireUser(input.username)
      rights.guardTarget(context.actor, user)
      const ofPanel = await store.panelSessions.get(input.id)
      if (ofPanel?.username === user.username) return accounts.sessions.end(input.id)
      const signIn = await store.signInSessions.get(input.id)
      if (!signIn || signIn.sub !== user.sub) throw refusal('NOT_FOUND', say('session_gone'))
      await accounts.endSignInSession(input.id)
    }),

    endSessions: base.users.endSessions.handler(async ({ input, context }) => {
      const user = await rights.requireUser(input.username)
      rights.guardTarget(context.actor, user)
      const { sessions } = await accounts.endEverything(user, context.browserSession?.sessionId)
      return { ended: sessions }
    })
  }
}
