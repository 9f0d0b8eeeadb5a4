import { displayNameOf, say } from '../../model'
import type { PanelBase } from '../access/base'
import { refuseDocumented } from '../access/refuse-documented'
import { refusal, tooManyTries, unprocessable } from '../access/refusal'
import type { AccountDependencies } from './account-dependencies'
import { requirePerson } from './require-person'

/** Clients that are named before they go. */
const NAMED_CLIENTS = 10

/** What needs the password: another one, and the end of the account. */
export function passwordProcedures(base: PanelBase, { accounts }: AccountDependencies) {
  const wrong = (field: string) => unprocessable([{ path: [field], message: say('password_wrong') }])

  return {
    changePassword: base.account.changePassword.handler(async ({ input, context }) => {
      const { username } = requirePerson(context.actor)
      refuseDocumented(username, input.newPassword, 'newPassword')
      const keepSession = context.browserSession?.sessionId
      const result = await accounts.changePassword({
        ...input,
        username,
        ...(keepSession ? { keepSession } : {})
      })
      if (result.outcome === 'limited') throw tooManyTries(result.retryAfterSeconds)
      if (result.outcome === 'wrong_password') throw wrong('currentPassword')
    }),

    belongings: base.account.belongings.handler(async ({ context }) => {
      const { clients, consents } = await accounts.goesWithAccount(requirePerson(context.actor).username)
      const named = clients.slice(0, NAMED_CLIENTS).map((client) => ({
        client_id: client.client_id,
        client_name: displayNameOf(client)
      }))
      return { clients: named, clientCount: clients.length, consents }
    }),

    remove: base.account.remove.handler(async ({ input, context }) => {
      const { username } = requirePerson(context.actor)
      const result = await accounts.deleteAccount(username, input.password)
      switch (result.outcome) {
        case 'limited':
          throw tooManyTries(result.retryAfterSeconds)
        case 'wrong_password':
          throw wrong('password')
        case 'off':
          throw refusal('FORBIDDEN', say('removal_off'))
        case 'last_administrator':
          throw refusal('CONFLICT', say('last_administrator_oneself'))
        case 'deleted':
          context.browserSession?.close()
      }
    })
  }
}
