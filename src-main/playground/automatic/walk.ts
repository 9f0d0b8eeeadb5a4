import type { HttpResponse, HttpSender } from '../../ports'
import type { Arrival } from '../authorization/arrival'
import { parametersOf } from '../parameter-roles'
import type { Plan } from '../plan/plan'
import { rawRequest, rawResponse } from '../sending/raw-messages'
import type { TlsOf } from '../sending/tls-of'
import { createCookieJar } from './cookie-jar'
import { formOfPage } from './form-of-page'
import type { StandIn } from './stand-in'

/** Pages and redirects on the longest way: sign in, choose the account, agree, and a redirect after each. */
const MOST_STEPS = 12

/** Where a way ended: at the redirect URI, or on a page. */
export interface Walked {
  readonly arrival?: Arrival
  /** The last answer of the server. */
  readonly response: HttpResponse
}

/** Goes the way of a browser from an address to the redirect URI, with somebody who answers the pages. Rejects where nothing answers. */
export function createWalk({ httpSender, tlsOf }: { httpSender: HttpSender; tlsOf: TlsOf }) {
  return async (plan: Plan, start: string, standIn: StandIn, decision: 'allow' | 'deny'): Promise<Walked> => {
    const jar = createCookieJar()
    let [url, steps] = [start, 0]
    for (;;) {
      const response = await open(plan, url, jar.header(standIn.cookie))
      jar.take(response.headers)
      const location = response.headers.find(([name]) => name.toLowerCase() === 'location')?.[1]
      if (location === undefined) return { response, ...arrivalByForm(response) }
      const next = new URL(location, url)
      if (next.origin !== new URL(start).origin || isBack(plan, next))
        return { response, arrival: arrivalAt(next) }
      const answered = await standIn.answer(next.pathname + next.search, decision)
      url = answered === undefined ? next.href : new URL(answered, url).href
      if ((steps += 1) === MOST_STEPS) return { response }
    }
  }

  function open(plan: Plan, url: string, cookie: string): Promise<HttpResponse> {
    const headers = [['Accept', 'text/html'], ...(cookie ? [['Cookie', cookie]] : [])] as [string, string][]
    const tls = tlsOf(plan, url)
    return httpSender.send({ method: 'GET', url, headers, ...(tls && { tls }) })
  }
}

/** Whether a redirect leads to the redirect URI, which may lie on the server itself. */
function isBack({ redirect_uri }: Plan, { origin, pathname }: URL): boolean {
  if (!URL.canParse(redirect_uri)) return false
  const wanted = new URL(redirect_uri)
  return wanted.origin === origin && wanted.pathname === pathname
}

function arrivalAt(url: URL): Arrival {
  const raw = rawRequest({ method: 'GET', url: url.href, headers: [['Host', url.host]] })
  // OAuth 2.0 Multiple Response Types §5: the fragment never reaches a server; a script of the page reads it.
  const mode = url.hash ? 'fragment' : 'query'
  return {
    mode,
    parameters: parametersOf((url.hash || url.search).slice(1)),
    raw: raw + (url.hash ? `${url.hash}` : '')
  }
}

function arrivalByForm(response: HttpResponse): Pick<Walked, 'arrival'> {
  const form = response.status === 200 ? formOfPage(response.body) : undefined
  if (!form) return {}
  return { arrival: { mode: 'form_post', parameters: form.parameters, raw: rawResponse(response) } }
}
