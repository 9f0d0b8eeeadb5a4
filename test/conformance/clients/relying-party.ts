import type { ClientInput } from '../../../src-main/model'
import { CALLBACK, PASSWORD, startFlowServer, WEB_APP } from '../../protocol/flow-world'
import type { KeyPair } from '../../protocol/clients'
import { createPersonBrowser, type PersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'

export const AFTER_SIGN_OUT = 'https://app.example.com/after'
export const DEVICE_GRANT = 'urn:ietf:params:oauth:grant-type:device_code'

/** A server with alice, and the client `web-app` with a key for signed requests. */
export function startForClients(key: KeyPair, more: Partial<ClientInput> = {}): Promise<TestServer> {
  return startFlowServer({
    settings: { dynamic_registration: 'open' },
    clients: [
      {
        ...WEB_APP,
        client_id: 'standard',
        grant_types: ['authorization_code', 'implicit', 'refresh_token', DEVICE_GRANT],
        post_logout_redirect_uris: [AFTER_SIGN_OUT],
        jwks: { keys: [key.publicJwk] },
        ...more
      }
    ]
  })
}

/** What a person does at an address that a client sent them to: signs in, agrees, and comes back with the answer. */
export async function visit(
  server: TestServer,
  address: URL,
  browser: PersonBrowser = createPersonBrowser(server.address)
): Promise<URL> {
  let stop = await browser.get(address.href)
  const page = () => new URL(stop.url).pathname
  if (page() === '/sign-in') stop = await browser.signIn('alice', PASSWORD)
  if (page() === '/consent') stop = await browser.allow()
  if (!stop.location?.startsWith(CALLBACK))
    throw new Error(`Not sent back, but at ${stop.url} (${stop.status}): ${stop.html.slice(0, 500)}`)
  return new URL(stop.location)
}
