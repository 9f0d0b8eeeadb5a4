import type { Client } from '../../../../model'
import { button, field, form, notice, type Carried, type NoticeView } from '../../rendering/form-parts'
import { fill, fillText, html } from '../../rendering/html'
import { clientName, SIGNS } from '../../rendering/marks'
import type { Frame } from '../../rendering/page-frame'
import type { ShownPage } from '../../rendering/send-page'
import { qrPicture } from './qr-picture'

/** Where a person types the code that a device shows (RFC 8628 §3.3). */
export function deviceCodePage(
  { t }: Frame,
  view: { carried: Carried; userCode?: string; notice?: NoticeView }
): ShownPage {
  const isPrefilled = view.userCode !== undefined && !view.notice
  return {
    title: t.device.title,
    intro: isPrefilled ? t.consent.deviceCode : t.device.intro,
    body: html`${view.notice && notice(view.notice)}
      <section class="card">
        ${form(
          '/device',
          view.carried,
          html`${field({
            name: 'user_code',
            label: t.device.code,
            autocomplete: 'off',
            code: 'letters',
            value: view.userCode ?? '',
            isFirst: true
          })}
          ${button({ text: t.device.submit, kind: 'primary', testId: 'continue' })}`
        )}
      </section>`,
    needs: { staysHere: true }
  }
}

/** The end of the way: the person goes back to the device by themselves. */
export function deviceDonePage(
  { t }: Frame,
  { decision, client }: { decision: 'approved' | 'denied'; client: Client }
): ShownPage {
  const isApproved = decision === 'approved'
  return {
    title: isApproved ? t.device.approved : t.device.denied,
    sign: isApproved ? SIGNS.bigCheck : SIGNS.bigAlert,
    body: html`<section class="card centred">
      <p data-testid="device-${decision}">
        ${fill(isApproved ? t.device.approvedText : t.device.deniedText, { client: clientName(client) })}
      </p>
    </section>`
  }
}

/** What a device would show, for a developer who has none at hand (RFC 8628 §3.3.1): code, address, and both as a QR code. */
export function deviceDisplayPage({ t }: Frame, view: { userCode: string; address: string }): ShownPage {
  const complete = `${view.address}?user_code=${encodeURIComponent(view.userCode)}`
  return {
    title: t.deviceDisplay.title,
    intro: t.deviceDisplay.intro,
    body: html`<section class="card">
      ${qrPicture(complete, fillText(t.deviceDisplay.picture, { address: complete }))}
      <p class="big-code" data-testid="user-code">${view.userCode}</p>
      <dl class="facts">
        <dt>${t.deviceDisplay.address}</dt>
        <dd class="mono" data-testid="verification-uri">${view.address}</dd>
      </dl>
      <a class="button" href="${complete}" data-testid="open-device">${t.deviceDisplay.open}</a>
    </section>`
  }
}
