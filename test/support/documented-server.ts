import { createHash } from 'node:crypto'
import { FLOW_NAMES } from '../../src-main/model'
import { createPersonBrowser } from './browser/person-browser'
import { startServer } from './start-server'

const SECRET = 'secretOfTheDocumentationSecretOfTheDocumentation12'
const CALLBACK = 'http://localhost:3000/callback'
const PASSWORD = 'wonderland'
const VERIFIER = 'a-verifier-of-more-than-forty-three-characters-for-pkce'

/** A server as the documentation's examples expect one, and the values that they are filled in with. */
export interface DocumentedServer {
  /** The text with every `{{name}}` replaced; codes and tokens are fresh each time. */
  fillIn(text: string): Promise<string>
  close(): Promise<void>
}

export async function startDocumentedServer(): Promise<DocumentedServer> {
  const on = Object.fromEntries(FLOW_NAMES.map((name) => [name, true]))
  const server = await startServer({
    settings: { flows: on, dynamic_registration: 'token', consent: 'skip' },
    users: [
      { username: 'alice', email: 'alice@example.com', password: PASSWORD, roles: ['user'] },
      { username: 'root', password: PASSWORD, roles: ['administrator'] }
    ],
    clients: [
      {
        client_id: 'my-app',
        client_secret: SECRET,
        client_name: 'My app',
        redirect_uris: [CALLBACK],
        grant_types: [
          ...['authorization_code', 'implicit', 'password', 'client_credentials', 'refresh_token'],
          'urn:ietf:params:oauth:grant-type:device_code',
          'urn:ietf:params:oauth:grant-type:token-exchange'
        ] as never
      },
      { client_id: 'page', token_endpoint_auth_method: 'none', redirect_uris: [CALLBACK] },
      { client_id: 'posting', client_secret: SECRET, token_endpoint_auth_method: 'client_secret_post' },
      { client_id: 'ci', client_secret: SECRET, scope: 'admin' }
    ]
  })
  const basic = (id: string) => ({ authorization: `Basic ${btoa(`${id}:${SECRET}`)}` })
  const token = async (id: string, form: Record<string, string>) => {
    const body = new URLSearchParams(form)
    const answer = await fetch(`${server.address}/oauth2/token`, { method: 'POST', headers: basic(id), body })
    return (await answer.json()) as { access_token: string; refresh_token: string; id_token: string }
  }

  async function freshCode(): Promise<string> {
    const browser = createPersonBrowser(server.address)
    await browser.authorize({
      client_id: 'my-app',
      redirect_uri: CALLBACK,
      response_type: 'code',
      scope: 'openid profile email offline_access',
      prompt: 'consent',
      code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
      code_challenge_method: 'S256'
    })
    await browser.signIn('alice', PASSWORD)
    const stop = browser.current().location ? browser.current() : await browser.allow()
    return new URL(stop.location!).searchParams.get('code')!
  }

  const ofPerson = async () =>
    token('my-app', {
      grant_type: 'authorization_code',
      code: await freshCode(),
      redirect_uri: CALLBACK,
      code_verifier: VERIFIER
    })
  const values: Record<string, () => string | Promise<string>> = {
    issuer: () => server.address,
    client_id: () => 'my-app',
    posting_client_id: () => 'posting',
    public_client_id: () => 'page',
    client_secret: () => SECRET,
    redirect_uri: () => CALLBACK,
    redirect_uri_encoded: () => encodeURIComponent(CALLBACK),
    scope: () => 'user',
    username: () => 'alice',
    password: () => PASSWORD,
    code_verifier: () => VERIFIER,
    code: freshCode,
    access_token: async () => (await ofPerson()).access_token,
    refresh_token: async () => (await ofPerson()).refresh_token,
    id_token: async () => (await ofPerson()).id_token,
    admin_token: async () =>
      (await token('ci', { grant_type: 'client_credentials', scope: 'admin' })).access_token
  }

  return {
    async fillIn(text) {
      let filled = text
      for (const [name, value] of Object.entries(values))
        if (filled.includes(`{{${name}}}`)) filled = filled.replaceAll(`{{${name}}}`, await value())
      return filled
    },
    close: () => server.close()
  }
}
