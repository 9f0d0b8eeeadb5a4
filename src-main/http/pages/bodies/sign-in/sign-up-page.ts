import type { FieldProblem } from '../../../../accounts'
import type { Client } from '../../../../model'
import { button, field, form, link, notice, type Carried, type NoticeView } from '../../rendering/form-parts'
import { fill, html } from '../../rendering/html'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'

export interface SignUpView {
  readonly client?: Client
  readonly carried: Carried
  readonly query: Carried
  readonly email?: string
  readonly problems?: Readonly<Record<string, FieldProblem>>
  readonly notice?: NoticeView
}

/** A new account by oneself. */
export function signUpPage({ t, branding }: Frame, view: SignUpView): ShownPage {
  const problemOf = (name: string) => {
    const problem = view.problems?.[name]
    return problem === undefined ? {} : { error: t.problem[problem] }
  }
  return {
    title: t.signUp.title,
    intro: fill(t.signUp.intro, { server: branding.server_name }),
    ...(view.client && { client: view.client }),
    body: html`${view.notice && notice(view.notice)}
      <section class="card">
        ${form(
          '/sign-up',
          view.carried,
          html`${field({
            name: 'email',
            label: t.email,
            type: 'email',
            autocomplete: 'username',
            value: view.email ?? '',
            isFirst: true,
            ...problemOf('email')
          })}
          ${field({
            name: 'password',
            label: t.password,
            type: 'password',
            autocomplete: 'new-password',
            hint: t.passwordHint,
            ...problemOf('password')
          })}
          ${field({
            name: 'confirm',
            label: t.confirm,
            type: 'password',
            autocomplete: 'new-password',
            ...problemOf('confirm')
          })}
          ${button({ text: t.signUp.submit, kind: 'primary', testId: 'sign-up' })}`
        )}
      </section>
      <p class="below">
        ${t.signUp.haveAccount}
        <a href="${link('/sign-in', view.query)}" data-testid="go-to-sign-in">${t.signUp.signIn}</a>
      </p>`,
    needs: { staysHere: !view.client }
  }
}
