import type { Client, User } from '../../../../model'
import type { InteractionView } from '../../../../oauth'
import { button, form, link, notice, type Carried } from '../../rendering/form-parts'
import { fill, fillText, html, type Html } from '../../rendering/html'
import { clientName, personMark, personName } from '../../rendering/marks'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { textNamed } from '../../rendering/texts'
import { authorizationDetails } from './authorization-details'
import { scopeWishes, type ShownScope } from './scope-wishes'

export interface ConsentView extends Pick<
  InteractionView,
  'claims' | 'authorizationDetails' | 'isDevice' | 'userCode'
> {
  readonly client: Client
  readonly user: User
  readonly carried: Carried
  readonly query: Carried
  readonly scopes: readonly ShownScope[]
  /** Where people take back what they allowed; none: the panel isn't served. */
  readonly accountAddress?: string
  /** Allowed, but with nothing chosen. */
  readonly noneChosen?: boolean
}

/** What the client gets, and whether it may (RFC 6749 §10.2, OpenID Connect Core §3.1.2.4). */
export function consentPage(frame: Frame, view: ConsentView): ShownPage {
  const { t } = frame
  const { client, user } = view
  const title = fillText(view.isDevice ? t.consent.titleDevice : t.consent.title, {
    client: clientName(client)
  })
  return {
    title,
    intro: t.consent.intro,
    client,
    isWide: true,
    body: html`${view.noneChosen && notice({ tone: 'err', title: t.consent.noneChosen })}
      <section class="card">
        ${account(frame, view)} ${deviceCode(frame, view)}
        ${form(
          '/consent',
          view.carried,
          html`${scopeWishes(frame, view.scopes)} ${claims(frame, view.claims)}
            ${
              view.authorizationDetails.length > 0 &&
              html`<div>
                <h2>${t.consent.details}</h2>
                ${authorizationDetails(frame, view.authorizationDetails)}
              </div>`
            }
            <div class="side-by-side">
              ${button({ text: t.consent.deny, testId: 'deny', name: 'decision', value: 'deny' })}
              ${button({ text: t.consent.allow, kind: 'primary', testId: 'allow', name: 'decision', value: 'allow' })}
            </div>`
        )}
        ${takeBack(frame, view)} ${links(frame, client)}
      </section>`,
    needs: { images: [user.picture] }
  }
}

function account({ t }: Frame, { user, query }: ConsentView): Html {
  return html`<div class="account">
    ${personMark(user)}
    <span class="person-text">
      <span class="person-name">${personName(user)}</span>
      <span class="person-more">${user.username}</span>
    </span>
    <a href="${link('/sign-in', { ...query, another: '1' })}" data-testid="not-you">${t.consent.notYou}</a>
  </div>`
}

/** RFC 8628 §3.3.1: the code again, though it came in the address, so that nobody connects a stranger's device. */
function deviceCode({ t }: Frame, { userCode }: ConsentView): Html | undefined {
  if (userCode === undefined) return undefined
  return html`<div>
    <p class="big-code" data-testid="user-code">${userCode}</p>
    <p class="fine-print">${t.consent.deviceCode}</p>
  </div>`
}

function claims({ t }: Frame, names: readonly string[]): Html | undefined {
  if (!names.length) return undefined
  return html`<div>
    <h2>${t.consent.claims}</h2>
    <ul class="chips">
      ${names.map((name) => html`<li>${textNamed(t.claim, name) ?? name}</li>`)}
    </ul>
  </div>`
}

function takeBack({ t }: Frame, { accountAddress }: ConsentView): Html | undefined {
  if (accountAddress === undefined) return undefined
  const account = html`<a href="${accountAddress}" target="_blank" rel="noopener">${t.consent.account}</a>`
  return html`<p class="fine-print" data-testid="take-back">${fill(t.consent.takeBack, { account })}</p>`
}

/** The client's own words on what it does with it; elsewhere, so nothing of this page goes along. */
function links({ t }: Frame, client: Client): Html | undefined {
  const shown = [
    [client.policy_uri, t.consent.policy],
    [client.tos_uri, t.consent.terms]
  ].flatMap(([address, text]) =>
    address !== undefined && /^https?:\/\//i.test(address)
      ? [html`<a href="${address}" target="_blank" rel="noreferrer noopener">${text}</a>`]
      : []
  )
  if (!shown.length) return undefined
  const [first, second] = shown
  return html`<p class="fine-print">
    ${fill(t.consent.links, { client: clientName(client) })} ${first}${second && html` · ${second}`}
  </p>`
}
