import { html, trusted } from '../rendering/html'
import { button } from '../rendering/form-parts'
import type { Frame } from '../rendering/page-frame'
import type { ShownPage } from '../rendering/send-page'

/** A field called `submit` would hide the form's own method, so it is taken from where it comes from. */
const SCRIPT = 'HTMLFormElement.prototype.submit.call(document.forms[0])'

/** OAuth 2.0 Form Post Response Mode §2: posts the answer to the client, by itself or by a button. */
export function formPostPage(
  { t }: Frame,
  view: { action: string; fields: readonly (readonly [name: string, value: string])[] }
): ShownPage {
  return {
    title: t.formPost.title,
    intro: t.formPost.text,
    body: html`<form method="post" action="${view.action}" class="card">
        ${view.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
        ${button({ text: t.formPost.submit, kind: 'primary', testId: 'go-on' })}
      </form>
      ${trusted(`<script>${SCRIPT}</script>`)}`,
    needs: { script: SCRIPT }
  }
}
