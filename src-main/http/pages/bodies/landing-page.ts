import type { Landed } from '../../authorization/landing'
import { button, hiddenFields } from '../rendering/form-parts'
import { html, trusted } from '../rendering/html'
import { SIGNS } from '../rendering/marks'
import type { Frame } from '../rendering/page-frame'
import type { ShownPage } from '../rendering/send-page'
import { textNamed } from '../rendering/texts'

/** A window that the panel opened has done its work. */
const CLOSE = 'if(opener)close()'
/** Puts what stands behind the # into the form and sends it, which no browser does by itself. */
const HAND_OVER =
  'const f=document.forms[0];if(location.hash.length>1){f.elements[0].value=location.hash.slice(1);f.submit()}'

const SEND = 'document.forms[0].submit()'

/** What came to the playground: the verdict, and what the server said. */
export function landedPage({ t }: Frame, landed: Landed | undefined): ShownPage {
  const { titles, texts } = t.landing
  const id = landed?.id ?? 'unknown'
  return {
    title: textNamed(titles, id) ?? titles.other,
    intro: textNamed(texts, id) ?? texts.other,
    sign: landed?.ok ? SIGNS.bigCheck : SIGNS.bigAlert,
    body: html`<section class="card centred" data-testid="landed-${id}">
        ${
          landed?.error !== undefined &&
          html`<p class="mono" lang="en" data-testid="landed-error">
            ${landed.error}${landed.error_description !== undefined && html`: ${landed.error_description}`}
          </p>`
        }
        <p>${t.landing.close}</p>
      </section>
      ${trusted(`<script>${CLOSE}</script>`)}`,
    needs: { script: CLOSE, staysHere: true }
  }
}

/** Brings an answer on by a form, to where the browser shows its cookies. */
export function handOverPage(
  { t }: Frame,
  { action, fields }: { action: string; fields: readonly (readonly [name: string, value: string])[] }
): ShownPage {
  return {
    title: t.landing.titles.hand_over,
    intro: t.landing.texts.hand_over,
    body: html`<form method="post" action="${action}" class="card">
        ${hiddenFields(Object.fromEntries(fields))}
        ${button({ text: t.landing.goOn, kind: 'primary', testId: 'go-on' })}
      </form>
      ${trusted(`<script>${SEND}</script>`)}`,
    needs: { script: SEND }
  }
}

/** A page whose script hands over the fragment (OAuth 2.0 Multiple Response Types §5); who comes without one learns what this is. */
export function fragmentPage({ t }: Frame, field: string): ShownPage {
  return {
    title: t.landing.titles.nothing,
    intro: t.landing.texts.nothing,
    body: html`<form method="post" action="/playground/callback">
        <input type="hidden" name="${field}" value="" />
      </form>
      <noscript><p class="card centred">${t.landing.script}</p></noscript>
      ${trusted(`<script>${HAND_OVER}</script>`)}`,
    needs: { script: HAND_OVER, staysHere: true }
  }
}
