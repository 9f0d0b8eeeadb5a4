import { signInPage, type SignInView } from '../bodies/sign-in/sign-in-page'
import { signedInPage } from '../bodies/sign-in/signed-in-page'
import { fill } from '../rendering/html'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import { settleSignIn } from './settle-sign-in'
import type { Visit, VisitDeps } from './visit'

/** Cards that the page offers at most. */
const MOST_CARDS = 12

/** /sign-in: with a client on its way, and without one for oneself. */
export function createSignInRoute(deps: VisitDeps): PageRoute {
  const { signIns, signUps, forgottenPasswords } = deps.accounts

  async function show(
    visit: Visit,
    view: Pick<SignInView, 'username' | 'notice'>,
    options?: SendOptions
  ): Promise<void> {
    const { carried, query, client, interaction } = visit
    const [choices, signUpIsOpen, forgotIsOpen] = await Promise.all([
      signIns.quickChoices(MOST_CARDS),
      signUps.isOpen(),
      forgottenPasswords.isOpen()
    ])
    visit.show(
      signInPage(visit.frame, {
        carried,
        query,
        ...(client && { client }),
        isDevice: interaction?.isDevice ?? false,
        choices,
        signUpIsOpen,
        forgotIsOpen,
        ...view
      }),
      options
    )
  }

  /** While quick sign-in is on, a hint is enough (`login_hint`); one that names nobody is a mistake worth showing. */
  async function byHint(visit: Visit, hint: string): Promise<boolean> {
    if (!(await signIns.quickChoices(1)).length) return false
    const result = await signIns.quick(hint, visit.visitor)
    const failed = result && (await settleSignIn(visit, result, deps.protocol))
    if (result && !failed) return true
    const { t } = visit.frame
    const notice = {
      tone: 'err',
      title: fill(t.signIn.hintUnknown, { name: hint }),
      text: t.signIn.hintUnknownText
    } as const
    await show(visit, failed ? { notice: failed.notice } : { notice }, failed?.options ?? { status: 400 })
    return true
  }

  async function quick(visit: Visit, name: string): Promise<void> {
    const result = (await signIns.quick(name, visit.visitor)) ?? ({ outcome: 'wrong' } as const)
    const failed = await settleSignIn(visit, result, deps.protocol)
    if (failed) await show(visit, { notice: failed.notice }, failed.options)
  }

  return {
    path: '/sign-in',

    async get(visit) {
      const { form, interaction, signedIn, frame } = visit
      const isAnother = form.get('another') !== undefined
      const wasReplaced = form.get('password') === 'replaced'
      if (!interaction && signedIn && !isAnother && !wasReplaced)
        return visit.show(signedInPage(frame, { user: signedIn.user, hasPanel: deps.panel !== undefined }))
      if (interaction && interaction.page !== 'sign-in' && !(isAnother && interaction.page !== 'done'))
        return visit.goOn()
      const hint = interaction?.loginHint
      if (interaction?.wantsAccount && !isAnother && !wasReplaced && (await signUps.isOpen()))
        return visit.goTo('/sign-up')
      if (hint !== undefined && !isAnother && (await byHint(visit, hint))) return
      await show(visit, {
        ...(hint !== undefined && !isAnother && { username: hint }),
        ...(wasReplaced && { notice: { tone: 'ok', title: frame.t.signIn.passwordReplaced } })
      })
    },

    async post(visit) {
      const { form, interaction, browser } = visit
      if (interaction?.page === 'done') return visit.goOn()
      if (interaction && form.get('action') === 'cancel') {
        await deps.protocol.interactions.noteRefusal(interaction.id, browser.id)
        return visit.goOn()
      }
      const chosen = form.get('quick')
      if (chosen !== undefined) return quick(visit, chosen)
      const username = form.get('username') ?? ''
      const result = await signIns.withPassword(
        { username, password: form.get('password') ?? '' },
        visit.visitor
      )
      const failed = await settleSignIn(visit, result, deps.protocol)
      if (failed) await show(visit, { username, notice: failed.notice }, failed.options)
    }
  }
}
