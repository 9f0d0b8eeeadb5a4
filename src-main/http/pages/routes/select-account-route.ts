import { selectAccountPage } from '../bodies/sign-in/select-account-page'
import type { PageRoute } from './page-route'
import { settleSignIn } from './settle-sign-in'
import type { Visit, VisitDeps } from './visit'

const MOST_CARDS = 12

/** /select-account: go on as who is signed in, or as somebody else. */
export function createSelectAccountRoute(deps: VisitDeps): PageRoute {
  const { signIns } = deps.accounts
  const { interactions } = deps.protocol

  async function continueAs(visit: Visit, id: string): Promise<void> {
    if (visit.signedIn) await interactions.noteSelection(id, visit.browser.id, visit.signedIn.session.sub)
    visit.goOn()
  }

  return {
    path: '/select-account',

    async get(visit) {
      const { interaction, signedIn, client } = visit
      if (!interaction || !client || interaction.page !== 'select-account') return visit.goOn()
      if (!signedIn) return visit.goTo('/sign-in', { ...visit.query, another: '1' })
      const { carried, query } = visit
      const choices = await signIns.quickChoices(MOST_CARDS)
      visit.show(selectAccountPage(visit.frame, { client, carried, query, current: signedIn.user, choices }))
    },

    async post(visit) {
      const { interaction, form, browser } = visit
      if (!interaction || interaction.page === 'done') return visit.goOn()
      const chosen = form.get('quick')
      if (form.get('action') === 'cancel') await interactions.noteRefusal(interaction.id, browser.id)
      else if (form.get('continue') !== undefined) return continueAs(visit, interaction.id)
      else if (chosen !== undefined) {
        const result = await signIns.quick(chosen, visit.visitor)
        if (result && !(await settleSignIn(visit, result, deps.protocol))) return
      }
      visit.goOn()
    }
  }
}
