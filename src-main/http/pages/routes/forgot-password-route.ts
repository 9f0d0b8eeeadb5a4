import { OAuthError } from '../../../oauth'
import {
  askEmailPage,
  newPasswordPage,
  type ForgotPasswordView
} from '../bodies/sign-in/forgot-password-pages'
import { resetCodePage, type MailedCodeView } from '../bodies/sign-in/mailed-code-page'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import { limitedTry } from './settle-sign-in'
import { typedCode, wrongCode } from './verify-email-route'
import type { Visit, VisitDeps } from './visit'

/** /forgot-password, while it is on: the address, the code that was mailed there, the new password. */
export function createForgotPasswordRoute({ accounts }: VisitDeps): PageRoute {
  const { forgottenPasswords } = accounts
  type Again = Partial<ForgotPasswordView> & Pick<MailedCodeView, 'error'>

  /** The page of the step that the form is at. */
  function show(visit: Visit, again: Again = {}, options?: SendOptions): void {
    const { form, client, frame } = visit
    const [step, stage, email] = [form.get('step'), form.get('stage'), form.get('email')]
    const view = {
      carried: { ...visit.carried, step, stage, ...(step !== undefined && { email }) },
      query: visit.query,
      ...(client && { client }),
      ...(email !== undefined && { email }),
      ...again
    }
    if (step === undefined) return visit.show(askEmailPage(frame, view), options)
    visit.show(stage === 'new' ? newPasswordPage(frame, view) : resetCodePage(frame, view), options)
  }

  async function mail(visit: Visit): Promise<void> {
    const email = visit.form.get('email')
    if (email === undefined) return show(visit, { problems: { email: 'missing' } }, { status: 422 })
    const begun = await forgottenPasswords.begin(email, visit.visitor)
    if ('step' in begun) return visit.goTo('/forgot-password', { ...visit.query, step: begun.step, email })
    const limited = limitedTry(visit, begun.retryAfterSeconds)
    show(visit, { notice: limited.notice }, limited.options)
  }

  async function confirm(visit: Visit, step: string): Promise<void> {
    const code = typedCode(visit.form.get('code'))
    const result = await forgottenPasswords.confirm(step, code, visit.visitor)
    if (result.outcome === 'expired') return beginAnew(visit)
    if (result.outcome === 'confirmed')
      return visit.goTo('/forgot-password', { ...visit.query, step, stage: 'new' })
    show(visit, { error: wrongCode(visit, result.triesLeft) }, { status: 422 })
  }

  async function replace(visit: Visit, step: string): Promise<void> {
    const { form, visitor } = visit
    const [password, again] = [form.get('password') ?? '', form.get('confirm') ?? '']
    const result = await forgottenPasswords.replace(step, { password, confirm: again }, visitor)
    if (result.outcome === 'expired') return beginAnew(visit)
    if (result.outcome === 'refused') return show(visit, { problems: result.problems }, { status: 422 })
    visit.goTo('/sign-in', { ...visit.query, password: 'replaced' })
  }

  /** The first step again, with the reason. */
  function beginAnew(visit: Visit): void {
    const { carried, query, client, frame } = visit
    const notice = { tone: 'err', title: frame.t.verifyEmail.expired } as const
    visit.show(askEmailPage(frame, { carried, query, ...(client && { client }), notice }), { status: 410 })
  }

  async function requireOpen(): Promise<void> {
    if (await forgottenPasswords.isOpen()) return
    throw new OAuthError(
      'access_denied',
      'password-reset-off',
      'Passwords can not be replaced here: accounts.forgot_password is switched off.',
      { status: 403 }
    )
  }

  return {
    path: '/forgot-password',

    async get(visit) {
      await requireOpen()
      show(visit)
    },

    async post(visit) {
      await requireOpen()
      const step = visit.form.get('step')
      if (step === undefined) return mail(visit)
      return visit.form.get('stage') === 'new' ? replace(visit, step) : confirm(visit, step)
    }
  }
}
