import type { Client, User } from '../../../../model'
import { button, field, form, link, notice, type Carried, type NoticeView } from '../../rendering/form-parts'
import { fill, fillText, html, type Html } from '../../rendering/html'
import { clientName } from '../../rendering/marks'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { personButton } from './person-row'

export interface SignInView {
  readonly client?: Client
  readonly isDevice?: boolean
  /** What every form of the page carries. */
  readonly carried: Carried
  /** What its links carry. */
  readonly query: Carried
  readonly username?: string
  readonly notice?: NoticeView
  /** The people who can sign in with a click. */
  readonly choices: readonly User[]
  readonly signUpIsOpen: boolean
  readonly forgotIsOpen: boolean
}

/** Who are you? By a click on a card where that is on, or by name and password. */
export function signInPage(frame: Frame, view: SignInView): ShownPage {
  const { t, branding } = frame
  const { client, isDevice = false } = view
  const wish = isDevice ? t.signIn.device : t.signIn.titleFor
  return {
    title: client ? fillText(wish, { client: clientName(client) }) : t.signIn.title,
    intro: fill(t.signIn.intro, { server: branding.server_name }),
    ...(client && { client }),
    body: html`${view.notice && notice(view.notice)} ${quickCards(frame, view)} ${passwordCard(frame, view)}
    ${
      view.signUpIsOpen &&
      html`<p class="below">
        ${t.signIn.noAccount}
        <a href="${link('/sign-up', view.query)}" data-testid="go-to-sign-up">${t.signIn.signUp}</a>
      </p>`
    }`,
    needs: { images: view.choices.map(({ picture }) => picture), staysHere: !client }
  }
}

function quickCards({ t }: Frame, { choices, carried }: SignInView): Html | undefined {
  if (!choices.length) return undefined
  return html`<section class="card" aria-labelledby="quick-title">
      <h2 id="quick-title">${t.signIn.quick}</h2>
      ${form(
        '/sign-in',
        carried,
        html`<div class="people">
          ${choices.map((user) =>
            personButton(user, { name: 'quick', label: t.signIn.asPerson, testId: `quick-${user.username}` })
          )}
        </div>`
      )}
    </section>
    <p class="or">${t.signIn.quickOr}</p>`
}

function passwordCard({ t }: Frame, view: SignInView): Html {
  const { username = '', choices, notice: shown } = view
  const startsWithName = username === '' && !choices.length
  const forgot = html`<a
    class="small"
    href="${link('/forgot-password', view.query)}"
    data-testid="go-to-forgot-password"
    >${t.signIn.forgot}</a
  >`
  return html`<section class="card">
    ${form(
      '/sign-in',
      view.carried,
      html`${field({
          name: 'username',
          label: t.signIn.username,
          autocomplete: 'username',
          value: username,
          isFirst: startsWithName
        })}
        ${field({
          name: 'password',
          label: t.password,
          type: 'password',
          autocomplete: 'current-password',
          isFirst: username !== '' && shown?.tone !== 'ok',
          ...(view.forgotIsOpen && { aside: forgot })
        })}
        <div class="buttons">
          ${button({ text: t.signIn.submit, kind: 'primary', testId: 'sign-in' })}
          ${
            view.client &&
            button({
              text: t.cancel,
              kind: 'plain',
              testId: 'cancel',
              name: 'action',
              value: 'cancel',
              skipsFields: true
            })
          }
        </div>`
    )}
  </section>`
}
