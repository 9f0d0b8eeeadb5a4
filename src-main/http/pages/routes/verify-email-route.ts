import type { SignInResult, CodeResult } from '../../../accounts'
import { verifyEmailPage, type MailedCodeView } from '../bodies/sign-in/mailed-code-page'
import { fill, fillText } from '../rendering/html'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import { settleSignIn } from './settle-sign-in'
import type { Visit, VisitDeps } from './visit'

/** /verify-email: the code that was mailed, and another one. */
export function createVerifyEmailRoute({ accounts, protocol }: VisitDeps): PageRoute {
  const { signIns } = accounts

  function show(
    visit: Visit,
    view: Pick<MailedCodeView, 'notice' | 'error'> = {},
    options?: SendOptions
  ): void {
    const { form, client, query } = visit
    const email = form.get('email')
    const carried = { ...visit.carried, step: form.get('step'), email }
    visit.show(
      verifyEmailPage(visit.frame, {
        carried,
        query,
        ...(client && { client }),
        ...(email !== undefined && { email }),
        ...view
      }),
      options
    )
  }

  function showExpired(visit: Visit): void {
    show(visit, { notice: { tone: 'err', title: visit.frame.t.verifyEmail.expired } }, { status: 410 })
  }

  async function mailAgain(visit: Visit, step: string): Promise<void> {
    const { t } = visit.frame
    const mailed = await signIns.mailAnotherCode(step, visit.visitor)
    if (!mailed) return showExpired(visit)
    const { waitSeconds } = mailed
    if (waitSeconds <= 0) return show(visit, { notice: { tone: 'ok', title: t.verifyEmail.mailed } })
    const title = fill(t.verifyEmail.wait, { seconds: Math.ceil(waitSeconds) })
    const headers = { 'Retry-After': String(Math.ceil(waitSeconds)) }
    show(visit, { notice: { tone: 'warn', title } }, { status: 429, headers })
  }

  async function settle(visit: Visit, result: SignInResult | CodeResult): Promise<void> {
    if (result.outcome === 'expired') return showExpired(visit)
    if (result.outcome === 'wrong-code')
      return show(visit, { error: wrongCode(visit, result.triesLeft) }, { status: 422 })
    const failed = await settleSignIn(visit, result, protocol)
    if (failed) show(visit, { notice: failed.notice }, failed.options)
  }

  return {
    path: '/verify-email',

    async get(visit) {
      if (visit.form.get('step') === undefined || visit.interaction?.page === 'done') return visit.goOn()
      show(visit)
    },

    async post(visit) {
      const { form, visitor } = visit
      const step = form.get('step')
      if (step === undefined) return showExpired(visit)
      if (form.get('action') === 'again') return mailAgain(visit, step)
      await settle(visit, await signIns.withMailedCode(step, typedCode(form.get('code')), visitor))
    }
  }
}

/** People copy spaces along. */
export function typedCode(code: string | undefined): string {
  return (code ?? '').replace(/\s/g, '')
}

export function wrongCode({ frame }: Pick<Visit, 'frame'>, triesLeft: number): string {
  return fillText(frame.t.verifyEmail.wrongCode, { count: triesLeft })
}
