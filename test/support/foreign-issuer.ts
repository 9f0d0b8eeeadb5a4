import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'
import { htmlForms } from './browser/html-forms'
import { createPersonBrowser, type Stop } from './browser/person-browser'

export interface ForeignIssuer {
  readonly issuer: string
  /** Goes from an address through every form, as somebody who signs in and agrees; stops where nothing more is to be filled in. */
  goThrough(url: string, stopAt: string): Promise<Stop>
  close(): Promise<void>
}

const MOST_FORMS = 10

/** An OpenID provider that nobody here wrote (oidc-provider), on a free port, with these clients. */
export async function startForeignIssuer(
  clients: readonly object[],
  configuration: object = {}
): Promise<ForeignIssuer> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = new Provider(issuer, { clients, ...configuration })
  server.on('request', provider.callback())
  return {
    issuer,

    async goThrough(url, stopAt) {
      const browser = createPersonBrowser(issuer)
      let stop = await browser.get(url)
      for (let forms = 0; forms < MOST_FORMS; forms += 1) {
        const [form] = htmlForms(stop.html)
        if (!form || stop.location !== undefined || form.action.startsWith(stopAt)) return stop
        const fields = form.fields.filter(([name]) => name !== 'login' && name !== 'password')
        const isSignIn = stop.html.includes('name="login"')
        const typed: [string, string][] = isSignIn
          ? [
              ['login', 'somebody'],
              ['password', 'anything']
            ]
          : []
        stop = await browser.post(new URL(form.action, stop.url).href, [...fields, ...typed])
      }
      throw new Error(`More than ${MOST_FORMS} forms; the last page is ${stop.url}`)
    },

    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      })
  }
}
