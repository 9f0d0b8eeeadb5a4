import { ENDPOINT_PATHS, OAuthError } from '../../../oauth'
import { deviceCodePage, deviceDisplayPage } from '../bodies/device/device-pages'
import { formatUserCode, isUserCode } from '../bodies/device/user-code'
import { link, type NoticeView } from '../rendering/form-parts'
import { fillText } from '../rendering/html'
import type { SendOptions } from '../rendering/send-page'
import type { PageRoute } from './page-route'
import { limitedTry } from './settle-sign-in'
import type { Visit, VisitDeps } from './visit'

const MINUTE = 60

/** /device: the code that a device shows (RFC 8628 §3.3), and /device/display: what the device shows, for a developer. */
export function createDeviceRoutes({ protocol, issuer }: VisitDeps): readonly PageRoute[] {
  function show(visit: Visit, notice?: NoticeView, options?: SendOptions): void {
    const typed = visit.form.get('user_code')
    visit.show(
      deviceCodePage(visit.frame, {
        carried: visit.carried,
        ...(typed !== undefined && { userCode: isUserCode(typed) ? formatUserCode(typed) : typed }),
        ...(notice && { notice })
      }),
      options
    )
  }

  function showRefused(visit: Visit, refusal: OAuthError): void {
    const { t } = visit.frame
    if (refusal.code === 'invalid_grant')
      return show(
        visit,
        { tone: 'err', title: t.device.unknown, text: t.device.unknownText },
        { status: 400 }
      )
    if (refusal.code !== 'slow_down') throw refusal
    const { notice, options } = limitedTry(visit, Number(refusal.headers['Retry-After'] ?? MINUTE))
    show(visit, notice, options)
  }

  const enter: PageRoute = {
    path: '/device',
    async get(visit) {
      show(visit)
    },
    async post(visit) {
      const { form, browser, visitor, frame } = visit
      const typed = form.get('user_code') ?? ''
      if (!isUserCode(typed))
        return show(visit, { tone: 'err', title: frame.t.device.malformed }, { status: 422 })
      try {
        const interaction = await protocol.deviceCodes.begin(typed, { browserId: browser.id, ip: visitor.ip })
        visit.goTo(ENDPOINT_PATHS.authorization, { interaction })
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error
        showRefused(visit, error)
      }
    }
  }

  /** It shows what it was given and looks nothing up, so nobody can try codes here. */
  const display: PageRoute = {
    path: '/device/display',
    async get(visit) {
      const typed = visit.form.get('user_code')
      const address = `${issuer()}/device`
      if (typed !== undefined && isUserCode(typed))
        return visit.show(deviceDisplayPage(visit.frame, { userCode: formatUserCode(typed), address }))
      const { t } = visit.frame
      const example = link(`${address}/display`, { user_code: 'WDJB-MJHT' })
      throw new OAuthError(
        'invalid_request',
        'parameter-missing',
        fillText(t.deviceDisplay.missing, { address: example })
      )
    }
  }

  return [enter, display]
}
