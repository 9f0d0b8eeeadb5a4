import type { OAuthError } from '../../../oauth'
import { html, type Html } from '../rendering/html'
import { SIGNS } from '../rendering/marks'
import type { Frame } from '../rendering/page-frame'
import type { ShownPage } from '../rendering/send-page'
import { textNamed } from '../rendering/texts'

/** What the request said of itself; shown as it came, so that a developer recognizes it. */
export interface RequestWords {
  readonly clientId?: string
  readonly redirectUri?: string
}

/** A refusal: what is wrong and what mends it for the person, and the same to the letter for the developer. */
export function errorPage(
  { t }: Frame,
  refusal: Pick<OAuthError, 'code' | 'reason' | 'message'>,
  words: RequestWords
): ShownPage {
  const { titles, texts } = t.error
  return {
    title: textNamed(titles, refusal.reason) ?? titles.other,
    intro: textNamed(texts, refusal.reason) ?? texts.other,
    sign: SIGNS.bigAlert,
    isWide: true,
    body: html`<section class="card" aria-labelledby="developer-title">
      <h2 id="developer-title">${t.error.developer}</h2>
      <dl class="facts">
        ${fact(t.error.description, refusal.message, 'error-description')}
        ${fact(t.error.error, refusal.code, 'error-code')}
        ${fact(t.error.reason, refusal.reason, 'error-reason')}
        ${fact(t.error.client, words.clientId, 'error-client')}
        ${fact(t.error.redirectUri, words.redirectUri, 'error-redirect-uri')}
      </dl>
    </section>`,
    needs: { staysHere: true }
  }
}

function fact(name: string, value: string | undefined, testId: string): Html | undefined {
  if (value === undefined) return undefined
  return html`<dt>${name}</dt>
    <dd class="mono" lang="en" data-testid="${testId}">${value}</dd>`
}
