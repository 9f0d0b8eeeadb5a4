import type { Client } from '../../../../model'
import {
  button,
  field,
  form,
  hiddenFields,
  link,
  notice,
  type Carried,
  type NoticeView
} from '../../rendering/form-parts'
import { fill, html, type Html } from '../../rendering/html'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'

export interface MailedCodeView {
  readonly client?: Client
  readonly carried: Carried
  readonly query: Carried
  /** Where it was mailed to, as the person typed it. */
  readonly email?: string
  readonly notice?: NoticeView
  readonly error?: string
}

/** The code that was mailed to confirm an address. */
export function verifyEmailPage(frame: Frame, view: MailedCodeView): ShownPage {
  const { t } = frame
  const { email } = view
  return {
    title: t.verifyEmail.title,
    intro:
      email === undefined ? t.verifyEmail.introPlain : fill(t.verifyEmail.intro, { email: strong(email) }),
    ...(view.client && { client: view.client }),
    body: html`${codeCard(frame, view, { action: '/verify-email', submit: t.verifyEmail.submit })}
      <form method="post" action="/verify-email" class="below">
        ${hiddenFields(view.carried)}
        ${button({ text: t.verifyEmail.again, kind: 'plain', testId: 'mail-again', name: 'action', value: 'again' })}
      </form>
      ${backLink(frame, view)}`,
    needs: { staysHere: !view.client }
  }
}

/** The second step of replacing a password. */
export function resetCodePage(frame: Frame, view: MailedCodeView): ShownPage {
  const { t } = frame
  const { email } = view
  return {
    title: t.forgotPassword.title,
    intro:
      email === undefined
        ? t.forgotPassword.mailedPlain
        : fill(t.forgotPassword.mailed, { email: strong(email) }),
    ...(view.client && { client: view.client }),
    body: html`${codeCard(frame, view, { action: '/forgot-password', submit: t.forgotPassword.submitCode })}
    ${backLink(frame, view)}`,
    needs: { staysHere: true }
  }
}

/** The way back from a page that one came to from signing in. */
export function backLink({ t }: Frame, { query }: Pick<MailedCodeView, 'query'>): Html {
  return html`<p class="below">
    <a href="${link('/sign-in', query)}" data-testid="go-to-sign-in">${t.backToSignIn}</a>
  </p>`
}

function codeCard(
  { t }: Frame,
  view: MailedCodeView,
  { action, submit }: { action: string; submit: string }
): Html {
  return html`${view.notice && notice(view.notice)}
    <section class="card">
      ${form(
        action,
        view.carried,
        html`${field({
          name: 'code',
          label: t.verifyEmail.code,
          autocomplete: 'one-time-code',
          code: 'digits',
          isFirst: true,
          ...(view.error !== undefined && { error: view.error })
        })}
        ${button({ text: submit, kind: 'primary', testId: 'confirm-code' })}`
      )}
    </section>`
}

function strong(text: string): Html {
  return html`<strong>${text}</strong>`
}
