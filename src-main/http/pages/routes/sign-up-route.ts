import { OAuthError } from '../../../oauth'
import { signUpPage, type SignUpView } from '../bodies/sign-in/sign-up-page'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import { settleSignIn } from './settle-sign-in'
import type { Visit, VisitDeps } from './visit'

/** /sign-up, while registration is on. */
export function createSignUpRoute({ accounts, protocol }: VisitDeps): PageRoute {
  const { signUps } = accounts

  function show(
    visit: Visit,
    view: Pick<SignUpView, 'email' | 'problems' | 'notice'> = {},
    options?: SendOptions
  ): void {
    const { carried, client, interaction } = visit
    const query = { ...visit.query, ...(interaction && { another: '1' }) }
    visit.show(signUpPage(visit.frame, { carried, query, ...(client && { client }), ...view }), options)
  }

  async function requireOpen(): Promise<void> {
    if (await signUps.isOpen()) return
    throw new OAuthError(
      'access_denied',
      'sign-up-off',
      'People can not sign up by themselves here: accounts.registration is switched off.',
      { status: 403 }
    )
  }

  return {
    path: '/sign-up',

    async get(visit) {
      await requireOpen()
      if (visit.interaction?.page === 'done') return visit.goOn()
      show(visit)
    },

    async post(visit) {
      await requireOpen()
      if (visit.interaction?.page === 'done') return visit.goOn()
      const { form, visitor } = visit
      const email = form.get('email') ?? ''
      const [password, confirm] = [form.get('password') ?? '', form.get('confirm') ?? '']
      const result = await signUps.signUp({ email, password, confirm }, visitor)
      if (result.outcome === 'refused')
        return show(visit, { email, problems: result.problems }, { status: 422 })
      const failed = await settleSignIn(visit, result, protocol)
      if (failed) show(visit, { email, notice: failed.notice }, failed.options)
    }
  }
}
