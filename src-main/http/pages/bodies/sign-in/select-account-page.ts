import type { Client, User } from '../../../../model'
import { button, form, link, type Carried } from '../../rendering/form-parts'
import { fill, html } from '../../rendering/html'
import { clientName, SIGNS } from '../../rendering/marks'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { personButton } from './person-row'

export interface SelectAccountView {
  readonly client: Client
  readonly carried: Carried
  readonly query: Carried
  /** Who is signed in. */
  readonly current: User
  /** Who else can sign in with a click. */
  readonly choices: readonly User[]
}

/** With which account to go on (OpenID Connect Core §3.1.2.1, `prompt=select_account`). */
export function selectAccountPage({ t }: Frame, view: SelectAccountView): ShownPage {
  const { current, choices, client } = view
  const others = choices.filter(({ username }) => username !== current.username)
  return {
    title: t.selectAccount.title,
    intro: fill(t.selectAccount.intro, { client: clientName(client) }),
    client,
    body: html`<section class="card">
      ${form(
        '/select-account',
        view.carried,
        html`<div class="people">
            ${personButton(current, {
              name: 'continue',
              label: t.signIn.asPerson,
              testId: 'continue',
              more: html`<span class="tag ok">${t.selectAccount.current}</span>`
            })}
            ${others.map((user) =>
              personButton(user, {
                name: 'quick',
                label: t.signIn.asPerson,
                testId: `quick-${user.username}`
              })
            )}
            <a
              class="person"
              href="${link('/sign-in', { ...view.query, another: '1' })}"
              data-testid="another-account"
            >
              <span class="avatar" aria-hidden="true">${SIGNS.plus}</span>
              <span class="person-text"><span class="person-name">${t.selectAccount.another}</span></span>
            </a>
          </div>
          ${button({ text: t.cancel, kind: 'plain', testId: 'cancel', name: 'action', value: 'cancel' })}`
      )}
    </section>`,
    needs: { images: [current, ...others].map(({ picture }) => picture) }
  }
}
