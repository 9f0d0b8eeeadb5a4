import { createHash } from 'node:crypto'
import { createContext, runInContext } from 'node:vm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sessionState } from '../../../src-main/oauth/logout/session-state'
import type { PersonBrowser } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import { ask } from '../requests'
import { logoutPath, relyingParty, signedInAt, startSignOutServer } from './sign-out-world'

const ORIGIN = 'https://rp.example.com'

describe('session_state (OpenID Connect Session Management 1.0 §2)', () => {
  const request = { client_id: 'rp', redirectUri: `${ORIGIN}/cb?x=y`, browserState: 'state', salt: 'salt' }

  it('is the digest of client, origin, state and salt, with the salt', () => {
    const digest = createHash('sha256').update(`rp ${ORIGIN} state salt`).digest('hex')
    expect(sessionState(request)).toBe(`${digest}.salt`)
  })

  it('is another one for each of them', () => {
    const others = [
      { client_id: 'other' },
      { redirectUri: 'https://rp.example.com:8443/cb' },
      { browserState: '' },
      { salt: 'pepper' }
    ].map((change) => sessionState({ ...request, ...change }))
    expect(new Set([...others, sessionState(request)])).toHaveLength(5)
    expect(sessionState({ ...request, redirectUri: `${ORIGIN}/elsewhere` })).toBe(sessionState(request))
  })
})

describe('the session iframe (OpenID Connect Session Management 1.0 §3.2)', () => {
  let server: TestServer
  let script: string
  beforeAll(async () => {
    server = await startSignOutServer([relyingParty(), relyingParty({ client_id: 'a client' })])
    script = /<script>([\s\S]*)<\/script>/.exec((await ask(server, '/oauth2/check-session')).text)?.[1] ?? ''
  })
  afterAll(() => server.close())

  /** What the script of the page answers to a message, with the cookies that it can read in this browser. */
  async function answerTo(
    message: unknown,
    { cookies, origin = ORIGIN }: { cookies: PersonBrowser['cookies']; origin?: string }
  ): Promise<{ answer: unknown; target: string }> {
    const visible = [...cookies].filter(([name]) => name.endsWith('_state'))
    return new Promise((resolve) => {
      let listener: (event: object) => void = () => undefined
      const context = createContext({
        document: { cookie: ['theme=dark', ...visible.map((pair) => pair.join('='))].join('; ') },
        crypto,
        TextEncoder,
        addEventListener: (_type: string, added: typeof listener) => void (listener = added)
      })
      runInContext('globalThis.window = globalThis', context)
      runInContext(script, context)
      const source = { postMessage: (answer: unknown, target: string) => resolve({ answer, target }) }
      listener({ data: message, origin, source })
    })
  }

  it('is a page that others may frame, with one script that its policy knows by its hash', async () => {
    const { status, headers } = await ask(server, '/oauth2/check-session')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(headers.get('x-frame-options')).toBeNull()
    const hash = createHash('sha256').update(script).digest('base64')
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors *`
    )
    expect(headers.getSetCookie()).toEqual([])
    expect((await ask(server, '/oauth2/check-session', { method: 'POST' })).status).toBe(405)
  })

  it('stands in discovery', async () => {
    expect((await ask(server, '/.well-known/openid-configuration')).json).toMatchObject({
      check_session_iframe: `${server.address}/oauth2/check-session`,
      end_session_endpoint: `${server.address}/oauth2/logout`
    })
  })

  it('says unchanged while the person is signed in, and changed once they are signed out', async () => {
    const { browser, idToken, sessionState: state } = await signedInAt(server)
    const { cookies } = browser
    expect(await answerTo(`rp ${state}`, { cookies })).toEqual({ answer: 'unchanged', target: ORIGIN })
    await browser.get(logoutPath({ id_token_hint: idToken }))
    expect((await answerTo(`rp ${state}`, { cookies })).answer).toBe('changed')
  })

  it('says changed once somebody else is signed in', async () => {
    const person = await signedInAt(server)
    const { cookies } = person.browser
    await person.browser.get(logoutPath({ id_token_hint: person.idToken }))
    await signedInAt(server, 'rp', { username: 'bob', browser: person.browser })
    expect((await answerTo(`rp ${person.sessionState}`, { cookies })).answer).toBe('changed')
  })

  it('says changed to another client and another origin, whose state it is not', async () => {
    const { browser, sessionState: state } = await signedInAt(server)
    const { cookies } = browser
    expect((await answerTo(`other ${state}`, { cookies })).answer).toBe('changed')
    expect((await answerTo(`rp ${state}`, { cookies, origin: 'https://x.example.com' })).answer).toBe(
      'changed'
    )
  })

  it('knows a client whose id holds a space', async () => {
    const { browser, sessionState: state } = await signedInAt(server, 'a client')
    expect((await answerTo(`a client ${state}`, { cookies: browser.cookies })).answer).toBe('unchanged')
  })

  it.each(['', 'rp', 'rp x', 'rp  ', { client_id: 'rp' }, null, 7])(
    'says error to %j, which is no client_id and session_state',
    async (message) => {
      expect((await answerTo(message, { cookies: new Map() })).answer).toBe('error')
    }
  )
})
