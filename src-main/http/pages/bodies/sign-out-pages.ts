import type { Client } from '../../../model'
import { button, form, type Carried } from '../rendering/form-parts'
import { fill, html, trusted } from '../rendering/html'
import { clientName, SIGNS } from '../rendering/marks'
import type { Frame } from '../rendering/page-frame'
import type { ShownPage } from '../rendering/send-page'

/** Seconds after which the page goes on, though a client's own sign-out has not answered. */
const PATIENCE = 4

/** The page has loaded when its iframes have; it doesn't wait for those that never do. */
const SCRIPT = [
  "const goOn=()=>location.replace(document.getElementById('go-on').href)",
  "addEventListener('load',goOn)",
  `setTimeout(goOn,${PATIENCE * 1000})`
].join(';')

/** OpenID Connect RP-Initiated Logout §2: whoever asks may be anybody, so the person is asked. */
export function confirmSignOutPage(
  { t, branding }: Frame,
  { carried, client }: { carried: Carried; client?: Client }
): ShownPage {
  const words = { server: branding.server_name, client: client ? clientName(client) : '' }
  return {
    title: t.signOut.title,
    intro: fill(client ? t.signOut.introFor : t.signOut.intro, words),
    ...(client && { client }),
    body: html`<section class="card">
      ${form(
        '/sign-out',
        carried,
        html`<div class="side-by-side">
          ${button({ text: t.signOut.stay, testId: 'stay', name: 'decision', value: 'stay' })}
          ${button({ text: t.signOut.submit, kind: 'primary', testId: 'sign-out', name: 'decision', value: 'sign-out' })}
        </div>`
      )}
    </section>`
  }
}

/** Tells the clients by iframes (OpenID Connect Front-Channel Logout §2), then goes on to the one that asked. */
export function signedOutPage(
  { t }: Frame,
  { frontChannel, location }: { frontChannel: readonly string[]; location?: string }
): ShownPage {
  const goesOn = location !== undefined && isLeadingOn(location)
  const text = goesOn ? t.signOut.goingOn : t.signOut.doneText
  return {
    title: t.signOut.done,
    sign: SIGNS.bigCheck,
    ...(goesOn && {
      head: html`<noscript><meta http-equiv="refresh" content="${PATIENCE};url=${location}" /></noscript>`
    }),
    body: html`<section class="card centred">
        <p data-testid="signed-out">${text}</p>
        ${
          goesOn &&
          html`<a class="button primary" id="go-on" href="${location}" rel="noreferrer" data-testid="go-on"
            >${t.signOut.goOn}</a
          >`
        }
      </section>
      ${frontChannel.map(
        (address) => html`<iframe src="${address}" title="${t.signOut.frame}" tabindex="-1"></iframe>`
      )}
      ${goesOn && trusted(`<script>${SCRIPT}</script>`)}`,
    needs: { frames: frontChannel, ...(goesOn && { script: SCRIPT }) }
  }
}

/** The person thought better of it. */
export function staysSignedInPage({ t }: Frame, { client }: { client?: Client }): ShownPage {
  return {
    title: t.signOut.stays,
    ...(client && { client }),
    body: html`<section class="card centred">
      <p data-testid="stays-signed-in">${t.signOut.staysText}</p>
    </section>`
  }
}

/** Addresses that would run something instead of leading somewhere; the registration refuses them already. */
function isLeadingOn(location: string): boolean {
  return URL.canParse(location) && !/^(javascript|data|vbscript|blob|file):$/.test(new URL(location).protocol)
}
