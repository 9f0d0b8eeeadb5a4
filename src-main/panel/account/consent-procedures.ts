import type { GivenConsent } from '../../contract'
import { parseScopeList, say, type Consent } from '../../model'
import type { PanelBase } from '../access/base'
import { refusal } from '../access/refusal'
import { createNamed } from '../sessions'
import type { AccountDependencies } from './account-dependencies'
import { requirePerson } from './require-person'

/** What one lets clients have. */
export function consentProcedures(base: PanelBase, { store, accounts }: AccountDependencies) {
  const named = createNamed(store)

  async function shown({ client_id, scope, claims, given_at }: Consent): Promise<GivenConsent> {
    const logo = (await store.clients.get(client_id))?.logo_base64
    const client = await named.client(client_id)
    return {
      ...client,
      ...(logo === undefined ? {} : { logo }),
      ...{ scopes: [...parseScopeList(scope)], claims: [...claims], given_at }
    }
  }

  return {
    consents: base.account.consents.handler(async ({ context }) => {
      const { sub } = requirePerson(context.actor)
      return sub === undefined ? [] : Promise.all((await accounts.consents.list(sub)).map(shown))
    }),

    withdrawConsent: base.account.withdrawConsent.handler(async ({ input, context }) => {
      const { sub } = requirePerson(context.actor)
      if (sub === undefined || !(await accounts.consents.withdraw(sub, input.client_id)))
        throw refusal('NOT_FOUND', say('consent_gone'))
    })
  }
}
