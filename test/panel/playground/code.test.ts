import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findRunner } from '../../support/run-code'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const METHODS = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const
const LANGUAGES = ['curl', 'fetch', 'requests', 'java'] as const
/** What shells, forms, Basic and the languages' own quotes would each read wrongly. */
const NASTY = `it's "50%" of $HOME & \`ls\`; \\ + : = #! \${x}`

interface Written {
  text?: string
  setup?: string
  variables: { name: string; value: string }[]
  response?: string
  why?: string
  assertion: boolean
}
interface Parsed {
  draft: Record<string, unknown>
  ignored: string[]
}

let server: TestServer
let call: PanelCall

beforeAll(async () => {
  server = await startServer({
    scopes: ['read'],
    users: [{ username: 'alice', password: 'correct horse' }],
    settings: { consent: 'skip' },
    clients: [
      ...METHODS.map((method) => ({
        client_id: idOf(method),
        token_endpoint_auth_method: method,
        grant_types: ['client_credentials' as const, 'password' as const],
        ...(method === 'private_key_jwt'
          ? { jwks: { keys: [somebodysKey()] } }
          : { client_secret: NASTY.padEnd(50, '~') })
      })),
      { client_id: 'spa', token_endpoint_auth_method: 'none', redirect_uris: ['http://localhost/back'] },
      {
        client_id: 'tv',
        token_endpoint_auth_method: 'none',
        grant_types: ['urn:ietf:params:oauth:grant-type:device_code']
      }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
  await call('playground.generateKey', { client_id: idOf('private_key_jwt') })
})
afterAll(() => server.close())

const idOf = (method: string) => `the ${method}: 'client' 100%`
const code = (input: object) => call('playground.code', input) as Promise<Written>
const parse = (command: string) => call('playground.parseCurl', { command }) as Promise<Parsed>

function somebodysKey() {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return { ...publicKey.export({ format: 'jwk' }), kty: 'EC' as const, kid: 'their own' }
}

describe.each(LANGUAGES)('code in %s', (language) => {
  const runner = findRunner(language)
  const because = runner ? '' : ` (skipped: ${language} can not be run on this machine)`

  it.skipIf(!runner).each(language === 'java' ? METHODS.slice(0, 1) : METHODS)(
    `gets a token unchanged as it is copied, with %s${because}`,
    async (method) => {
      const draft = {
        flow: 'oauth2_client_credentials',
        client_id: idOf(method),
        parameters: [['note', NASTY]]
      }
      for (const secretsAsVariables of [true, false]) {
        const { text = '', setup } = await code({ draft, language, secretsAsVariables })
        expect(await runner?.run(text, setup)).toMatch(/\b200\b[^]*"access_token"/)
      }
    }
  )

  it.skipIf(!runner)(`goes through a whole flow as one script${because}`, async () => {
    const draft = {
      flow: 'oauth2_password',
      client_id: idOf('client_secret_basic'),
      scope: 'openid',
      values: { username: 'alice', password: 'correct horse' }
    }
    const { text = '', setup } = await code({ draft, language, wholeFlow: true })
    expect(await runner?.run(text, setup)).toMatch(/"access_token"[^]*"sub"\s*:\s*"/)
  })

  it.skipIf(!runner)(
    `proves each request of a flow whose tokens are bound to a key, with the nonce that the server wants (RFC 9449 §8)${because}`,
    async () => {
      const draft = {
        flow: 'oauth2_password',
        client_id: idOf('client_secret_basic'),
        scope: 'openid',
        values: { username: 'alice', password: 'correct horse' },
        dpop: true
      }
      const { text = '', setup } = await code({ draft, language, wholeFlow: true })
      for (const nonce_required of [false, true]) {
        await server.change({ dpop: { nonce_required } })
        server.clock.set(Date.now())
        expect(await runner?.run(text, setup)).toMatch(/"token_type"\s*:\s*"DPoP"[^]*"sub"\s*:\s*"/)
      }
    }
  )
})

describe('code', () => {
  const draft = { flow: 'oauth2_client_credentials', client_id: idOf('client_secret_post') }

  it.each(['curl', 'httpie', 'fetch', 'requests', 'java', 'csharp'])(
    'in %s names secrets by variables, and holds none',
    async (language) => {
      const { text, variables } = await code({ draft, language })
      expect(variables).toEqual([{ name: 'CLIENT_SECRET', value: NASTY.padEnd(50, '~') }])
      expect(text).toContain('CLIENT_SECRET')
      expect(text).not.toContain('50%')
    }
  )

  it('of something that was sent comes with its answer', async () => {
    const sent = (await call('playground.send', draft)) as { id: string }
    const { text, response } = await code({ draft, language: 'curl', exchange: sent.id })
    expect(text).toContain('/oauth2/token')
    expect(response).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*"access_token"/)
    expect(await refusalOf(code({ draft, language: 'curl', exchange: 'unknown' }))).toMatchObject({
      code: 'NOT_FOUND'
    })
  })

  it.each(['curl', 'fetch', 'requests', 'java', 'csharp', 'httpie'])(
    'in %s of a code flow asks for the code of the browser',
    async (language) => {
      const { text = '' } = await code({
        draft: {
          flow: 'openid_code',
          client_id: 'spa',
          scope: 'openid',
          authorization: { redirect_uri: 'http://localhost/back' }
        },
        language,
        wholeFlow: true
      })
      expect(text).toMatch(
        /\/oauth2\/authorize\?[^]*code_challenge=[^]*\/oauth2\/token[^]*\/oauth2\/userinfo/
      )
      expect(text).not.toContain('‹')
    }
  )

  it.each(['curl', 'fetch', 'requests', 'java', 'csharp', 'httpie'])(
    'in %s of a flow whose tokens are bound to a key makes its own key, and carries none of the playground’s (RFC 9449 §10)',
    async (language) => {
      const { text = '' } = await code({
        draft: {
          flow: 'openid_code',
          client_id: 'spa',
          scope: 'openid',
          authorization: { redirect_uri: 'http://localhost/back' },
          dpop: true
        },
        language,
        wholeFlow: true
      })
      expect(text).toContain('dpop+jwt')
      expect(text).toMatch(/\/oauth2\/authorize\?[^]*\/oauth2\/token[^]*\/oauth2\/userinfo/)
      expect(text).not.toMatch(/dpop_jkt|Bearer|eyJ/)
    }
  )

  it('of a device flow starts the device, waits for the person and asks for the token', async () => {
    const { text = '' } = await code({
      draft: { flow: 'device', client_id: 'tv' },
      language: 'curl',
      wholeFlow: true
    })
    expect(text).toMatch(/device_authorization[^]*read -r[^]*"device_code=\$\{DEVICE_CODE\}"/)
  })

  it('is none where a client has nothing to prove itself by', async () => {
    expect(
      await code({ draft: { flow: 'oauth2_client_credentials', client_id: 'nobody' }, language: 'curl' })
    ).toMatchObject({ why: 'no_request' })
  })
})

describe('a recipe', () => {
  it('for openid-client gets a token as it is copied', async () => {
    const draft = { flow: 'oauth2_client_credentials', client_id: idOf('client_secret_post') }
    const { text = '', setup } = await code({ draft, language: 'openid_client' })
    expect(await findRunner('fetch')?.run(text, setup)).toContain('access_token')
  })

  it.each([
    ['oidc_client_ts', 'authority: "http'],
    ['asp_net', 'options.Authority = "http'],
    ['spring_security', "issuer-uri: 'http"],
    ['openid_client', 'client.None()']
  ])('for %s sets a public client up for sign-in', async (language, expected) => {
    const draft = { flow: 'openid_code', client_id: 'spa', scope: 'openid email' }
    expect((await code({ draft, language })).text).toContain(expected)
  })

  it('says that a library does not do a flow', async () => {
    const draft = { flow: 'oauth2_password', client_id: idOf('client_secret_basic') }
    expect(await code({ draft, language: 'oidc_client_ts' })).toMatchObject({ why: 'not_supported' })
  })
})

describe('a curl command that is pasted', () => {
  it.each(METHODS)('is the draft that it was made from, with %s', async (method) => {
    const draft = {
      flow: 'oauth2_client_credentials',
      client_id: idOf(method),
      scope: 'read',
      parameters: [['note', NASTY]]
    }
    for (const secretsAsVariables of [true, false]) {
      const { text = '', setup = '' } = await code({ draft, language: 'curl', secretsAsVariables })
      const parsed = await parse(`${setup}\n${text}`)
      expect(parsed.draft).toMatchObject({ ...draft, method })
      expect(parsed.ignored).toEqual([])
    }
  })

  it.each([
    [
      `$ curl -u web:s3cret -d grant_type=client_credentials https://a.example/token`,
      { client_id: 'web', client_secret: 's3cret', method: 'client_secret_basic' }
    ],
    [
      `curl 'https://a.example/token' \\\n  -H 'content-type: application/x-www-form-urlencoded' \\\n  --data-raw $'client_id=web&client_secret=it\\'s\\u0021&grant_type=client_credentials' --compressed`,
      { client_id: 'web', client_secret: "it's!", method: 'client_secret_post' }
    ],
    [
      `curl -XPOST a.example/token -dgrant_type=client_credentials -d "client_id=we\\"b" | jq .`,
      { client_id: 'we"b', method: 'none' }
    ],
    [
      `curl.exe --data-urlencode "client_id=a b" ^\n --data "grant_type=password&username=al&password=x" https://a.example/token`,
      { flow: 'oauth2_password', client_id: 'a b', values: { username: 'al', password: 'x' } }
    ],
    [
      `curl -G https://a.example/authorize -d response_type=code -d client_id=spa -d scope=openid%20email -d prompt=login`,
      {
        flow: 'openid_code',
        response_type: 'code',
        scope: 'openid email',
        authorization: { parameters: [['prompt', 'login']], pkce: 'none' }
      }
    ]
  ])('is read with every kind of quote and option: %s', async (command, expected) => {
    expect((await parse(command)).draft).toMatchObject(expected)
  })

  it('names what it leaves out', async () => {
    const { ignored } = await parse(
      'curl -o out.json --retry -d grant_type=client_credentials -d client_id=web a.example/token'
    )
    expect(ignored).toEqual(['--output out.json', '--retry'])
  })

  it.each([
    ['wget https://a.example', 'must hold a curl command: it begins with curl'],
    ['curl -d a=b', 'must name the address that it asks'],
    ['curl https://a.example/x -d client_id=web', 'must ask for a token or an authorization'],
    ['curl https://a.example/x -d grant_type=client_credentials', 'must name its client']
  ])('is refused with what is missing: %s', async (command, message) => {
    const { issues } = await refusalOf(parse(command))
    expect(issues).toMatchObject([{ path: ['command'], message: expect.stringContaining(message) as string }])
  })
})
