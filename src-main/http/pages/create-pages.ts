import type { IncomingMessage } from 'node:http'
import type { Settings } from '../../model'
import { splitTarget } from '../request-head'
import { deviceDonePage } from './bodies/device/device-pages'
import { errorPage, type RequestWords } from './bodies/error-page'
import { formPostPage } from './bodies/form-post-page'
import { fragmentPage, handOverPage, landedPage } from './bodies/landing-page'
import { confirmSignOutPage, signedOutPage, staysSignedInPage } from './bodies/sign-out-pages'
import type { Pages } from './pages'
import { chooseLanguage, languageCookie } from './rendering/language'
import type { Frame } from './rendering/page-frame'
import { sendPage } from './rendering/send-page'
import { TEXTS } from './rendering/texts'

export interface PagesDeps {
  readonly settings: () => Settings
}

/** Characters of what a request said that an error page repeats. */
const MAX_WORDS = 500

/** The pages that end a way through the browser, or refuse it. */
export function createPages({ settings }: PagesDeps): Pages {
  const frameOf = (request: IncomingMessage) => simpleFrame(request, settings())
  return {
    error(request, response, refusal) {
      const { 'WWW-Authenticate': _challenge, ...headers } = refusal.headers
      sendPage(response, frameOf(request), errorPage(frameOf(request), refusal, wordsOf(request)), {
        // A challenge would make the browser ask the person for a password that is the client's.
        status: refusal.status === 401 ? 400 : refusal.status,
        headers
      })
    },
    formPost(request, response, outcome) {
      sendPage(response, frameOf(request), formPostPage(frameOf(request), outcome))
    },
    deviceDone(request, response, outcome) {
      sendPage(response, frameOf(request), deviceDonePage(frameOf(request), outcome))
    },
    landed(request, response, landed) {
      sendPage(response, frameOf(request), landedPage(frameOf(request), landed), {
        status: landed?.ok ? 200 : 400
      })
    },
    handOver(request, response, form) {
      sendPage(response, frameOf(request), handOverPage(frameOf(request), form))
    },
    askFragment(request, response, field) {
      sendPage(response, frameOf(request), fragmentPage(frameOf(request), field))
    },
    confirmSignOut(request, response, { id, client }, formToken) {
      const page = confirmSignOutPage(frameOf(request), {
        carried: { form_token: formToken, id },
        ...(client && { client })
      })
      sendPage(response, frameOf(request), page)
    },
    signedOut(request, response, outcome) {
      sendPage(response, frameOf(request), signedOutPage(frameOf(request), outcome))
    },
    staysSignedIn(request, response, outcome) {
      sendPage(response, frameOf(request), staysSignedInPage(frameOf(request), outcome))
    }
  }
}

/** The frame of a page that is the answer to a request of somebody else's form, and can't be asked for again. */
function simpleFrame(request: IncomingMessage, { branding }: Settings): Frame {
  const uiLocales = queryOf(request).get('ui_locales')?.split(' ') ?? []
  const language = chooseLanguage({
    chosen: languageCookie(request).value,
    uiLocales,
    acceptLanguage: request.headers['accept-language']
  })
  return { language, t: TEXTS[language], branding }
}

/** What the request says of itself, the first of each where it says it twice. */
function wordsOf(request: IncomingMessage): RequestWords {
  const query = queryOf(request)
  const word = (name: string) => query.get(name)?.slice(0, MAX_WORDS) || undefined
  const [clientId, redirectUri] = [word('client_id'), word('redirect_uri')]
  return {
    ...(clientId !== undefined && { clientId }),
    ...(redirectUri !== undefined && { redirectUri })
  }
}

function queryOf(request: IncomingMessage): URLSearchParams {
  return new URLSearchParams(splitTarget(request.url ?? '').query)
}
