import type { Scope } from '../../../../model'
import { fillText, html, type Html } from '../../rendering/html'
import { SIGNS } from '../../rendering/marks'
import type { Frame } from '../../rendering/page-frame'
import { textNamed } from '../../rendering/texts'

/** A scope token that consent is asked for, with what the server knows of it. */
export interface ShownScope {
  readonly token: string
  readonly known?: Scope
}

/** The names of the checkboxes begin so: each has a name of its own, since no parameter may stand twice. */
export const SCOPE_FIELD = 'scope:'

/** Without `openid` there is no sign-in (OpenID Connect Core §3.1.2.1), so there is nothing to choose. */
export function isNeeded(token: string): boolean {
  return token === 'openid'
}

/** The scopes as a list; each that can be left out has a checkbox. */
export function scopeWishes({ t }: Frame, scopes: readonly ShownScope[]): Html {
  if (!scopes.length) return html`<p>${t.consent.nothing}</p>`
  const textOf = ({ token, known }: ShownScope) =>
    known?.description || (textNamed(t.scope, token) ?? fillText(t.scope.other, { scope: token }))
  return html`<div>
    <h2 id="wishes-title">${t.consent.wants}</h2>
    <div class="wishes" role="group" aria-labelledby="wishes-title">
      ${scopes.map((scope) => {
        const text = html`<span class="wish-text"
          ><span>${textOf(scope)}</span><span class="mono">${scope.token}</span></span
        >`
        return isNeeded(scope.token)
          ? html`<div class="wish">${SIGNS.tick}${text}<span class="tag">${t.consent.needed}</span></div>`
          : html`<label class="wish">
              <input
                type="checkbox"
                name="${SCOPE_FIELD}${scope.token}"
                value="on"
                checked
                data-testid="scope-${scope.token}"
              />
              ${text}
            </label>`
      })}
    </div>
  </div>`
}
