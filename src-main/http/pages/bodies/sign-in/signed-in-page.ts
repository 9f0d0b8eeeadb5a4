import type { User } from '../../../../model'
import { fill, html } from '../../rendering/html'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { personRow } from './person-row'

/** Signing in without a client ends here. */
export function signedInPage(
  { t, branding }: Frame,
  { user, hasPanel }: { user: User; hasPanel: boolean }
): ShownPage {
  return {
    title: t.signedIn.title,
    intro: fill(t.signedIn.text, { server: branding.server_name }),
    body: html`<section class="card">
      <div class="account" data-testid="signed-in">${personRow(user)}</div>
      <div class="buttons">
        ${hasPanel && html`<a class="button" href="/panel/" data-testid="open-panel">${t.signedIn.panel}</a>`}
        <a class="button plain" href="/sign-out" data-testid="sign-out">${t.signedIn.signOut}</a>
      </div>
    </section>`,
    needs: { images: [user.picture], staysHere: true }
  }
}
