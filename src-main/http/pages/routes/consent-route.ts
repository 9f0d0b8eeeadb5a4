import type { InteractionView } from '../../../oauth'
import { consentPage } from '../bodies/consent/consent-page'
import { isNeeded, SCOPE_FIELD } from '../bodies/consent/scope-wishes'
import { formatUserCode } from '../bodies/device/user-code'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import type { Visit, VisitDeps } from './visit'

/** The page of the panel where consents are taken back. */
const ACCOUNT_ADDRESS = '/panel/#/account?tab=consents'

/** /consent: what the client may have. */
export function createConsentRoute({ protocol, scopes, panel }: VisitDeps): PageRoute {
  async function show(
    visit: Visit,
    interaction: InteractionView,
    again: { noneChosen?: boolean } = {},
    options?: SendOptions
  ): Promise<void> {
    if (!visit.signedIn) return visit.goOn()
    const { carried, query } = visit
    const { client, claims, authorizationDetails, isDevice, userCode } = interaction
    const shown = interaction.scope.map(async (token) => {
      const known = await scopes.get(token)
      return { token, ...(known && { known }) }
    })
    visit.show(
      consentPage(visit.frame, {
        client,
        user: visit.signedIn.user,
        carried,
        query,
        scopes: await Promise.all(shown),
        claims,
        authorizationDetails,
        isDevice,
        ...(panel !== undefined && { accountAddress: ACCOUNT_ADDRESS }),
        ...(userCode !== undefined && { userCode: formatUserCode(userCode) }),
        ...again
      }),
      options
    )
  }

  return {
    path: '/consent',

    async get(visit) {
      const { interaction } = visit
      if (interaction?.page !== 'consent') return visit.goOn()
      await show(visit, interaction)
    },

    async post(visit) {
      const { interaction, signedIn, form, browser } = visit
      const decision = form.get('decision')
      if (interaction?.page !== 'consent' || !signedIn) return visit.goOn()
      if (decision !== 'allow' && decision !== 'deny') return show(visit, interaction, {}, { status: 400 })
      const chosen = interaction.scope.filter(
        (token) => isNeeded(token) || form.get(SCOPE_FIELD + token) !== undefined
      )
      const isEmpty = interaction.scope.length > 0 && !chosen.length
      if (decision === 'allow' && isEmpty)
        return show(visit, interaction, { noneChosen: true }, { status: 400 })
      await protocol.interactions.noteConsent(interaction.id, browser.id, {
        sub: signedIn.session.sub,
        decision,
        scope: decision === 'allow' ? chosen : []
      })
      visit.goOn()
    }
  }
}
