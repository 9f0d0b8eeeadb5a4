import type { FieldProblem } from '../../../../accounts'
import type { Client } from '../../../../model'
import { button, field, form, notice, type Carried, type NoticeView } from '../../rendering/form-parts'
import { html } from '../../rendering/html'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { backLink } from './mailed-code-page'

export interface ForgotPasswordView {
  readonly client?: Client
  readonly carried: Carried
  readonly query: Carried
  readonly email?: string
  readonly problems?: Readonly<Record<string, FieldProblem>>
  readonly notice?: NoticeView
}

/** The first step of replacing a password: where the code is mailed to. */
export function askEmailPage(frame: Frame, view: ForgotPasswordView): ShownPage {
  const { t } = frame
  const problem = view.problems?.['email']
  return {
    title: t.forgotPassword.title,
    intro: t.forgotPassword.intro,
    ...(view.client && { client: view.client }),
    body: html`${view.notice && notice(view.notice)}
      <section class="card">
        ${form(
          '/forgot-password',
          view.carried,
          html`${field({
            name: 'email',
            label: t.email,
            type: 'email',
            autocomplete: 'username',
            value: view.email ?? '',
            isFirst: true,
            ...(problem !== undefined && { error: t.problem[problem] })
          })}
          ${button({ text: t.forgotPassword.submitEmail, kind: 'primary', testId: 'mail-code' })}`
        )}
      </section>
      ${backLink(frame, view)}`,
    needs: { staysHere: true }
  }
}

/** The third step: the new password. */
export function newPasswordPage(frame: Frame, view: ForgotPasswordView): ShownPage {
  const { t } = frame
  const errorOf = (name: string) => {
    const problem = view.problems?.[name]
    return problem === undefined ? {} : { error: t.problem[problem] }
  }
  return {
    title: t.forgotPassword.title,
    intro: t.forgotPassword.newIntro,
    ...(view.client && { client: view.client }),
    body: html`<section class="card">
        ${form(
          '/forgot-password',
          view.carried,
          html`${field({
            name: 'password',
            label: t.newPassword,
            type: 'password',
            autocomplete: 'new-password',
            hint: t.passwordHint,
            isFirst: true,
            ...errorOf('password')
          })}
          ${field({
            name: 'confirm',
            label: t.confirm,
            type: 'password',
            autocomplete: 'new-password',
            ...errorOf('confirm')
          })}
          ${button({ text: t.forgotPassword.submitPassword, kind: 'primary', testId: 'replace-password' })}`
        )}
        <p class="fine-print">${t.forgotPassword.endsSessions}</p>
      </section>
      ${backLink(frame, view)}`,
    needs: { staysHere: true }
  }
}
