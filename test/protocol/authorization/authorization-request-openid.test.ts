import fc from 'fast-check'
import { SignJWT, importJWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize } from './authorization-requests'

describe('the parameters of OpenID Connect Core §3.1.2.1', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({ clients: [appClient(), appClient({ client_id: 'other' })] })
    await server.protocol.signingKeys.prepare()
  })
  afterAll(() => server.close())

  const ask = (parameters: Record<string, string>) => authorize(server, appRequest(parameters))
  const refuses = async (parameters: Record<string, string>, reason: string) =>
    expect(await ask(parameters)).toMatchObject({ outcome: 'redirect', error: 'invalid_request', reason })
  const accepts = async (parameters: Record<string, string>) =>
    expect(await ask(parameters)).toMatchObject({ outcome: 'accepted' })

  it('prompt: none stands alone, and an unknown one is refused', async () => {
    for (const prompt of ['none login', 'consent none', 'nonsense', 'login nonsense'])
      await refuses({ prompt }, 'prompt-malformed')
    await accepts({ prompt: 'login consent select_account' })
    expect(await ask({ prompt: 'none' })).toMatchObject({ outcome: 'redirect', error: 'login_required' })
  })

  it('prompt=create is known while people may sign up (Initiating User Registration 1.0)', async () => {
    await refuses({ prompt: 'create' }, 'prompt-malformed')
    await server.change({ accounts: { registration: true } })
    await accepts({ prompt: 'create' })
    await server.change({ accounts: { registration: false } })
  })

  it('max_age is a whole number of seconds', async () => {
    for (const max_age of ['-1', '1.5', 'soon', '0x10', '99999999999'])
      await refuses({ max_age }, 'parameter-malformed')
    await accepts({ max_age: '0' })
  })

  it('display is one of four', async () => {
    for (const display of ['page', 'popup', 'touch', 'wap']) await accepts({ display })
    await refuses({ display: 'hologram' }, 'parameter-malformed')
  })

  it('ui_locales, acr_values and login_hint of any kind are no error', () =>
    accepts({ ui_locales: 'xx-nonsense 123 ru', acr_values: 'a b', login_hint: 'näbody <b>' }))

  it('claims is JSON of §5.5', async () => {
    const good = {
      userinfo: { email: { essential: true }, name: null },
      id_token: { acr: { values: ['1'] } }
    }
    await accepts({ claims: JSON.stringify(good) })
    const deep = `{"userinfo":{"a":{"value":${'['.repeat(30)}${']'.repeat(30)}}}}`
    for (const claims of [
      '{',
      '[]',
      '"text"',
      '{"userinfo":[]}',
      '{"id_token":{"acr":{"essential":"yes"}}}',
      deep
    ])
      await refuses({ claims }, 'parameter-malformed')
  })

  describe('id_token_hint', () => {
    const sign = async (claims: Record<string, unknown>, header: Record<string, unknown> = {}) => {
      const { kid, alg, ...jwk } = await server.protocol.signingKeys.current('RS256')
      return new SignJWT({ iss: server.address, aud: 'app', sub: 'somebody', exp: 1, ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(await importJWK(jwk as Parameters<typeof importJWK>[0], alg))
    }

    it('of this server is taken, an expired one too', async () => {
      await accepts({ id_token_hint: await sign({}) })
      await accepts({ id_token_hint: await sign({ aud: ['other', 'app'], sid: 's' }, { typ: 'JWT' }) })
    })

    it('for another client, of another issuer, without a subject, of another type is refused', async () => {
      for (const claims of [
        { aud: 'other' },
        { aud: undefined },
        { iss: 'https://other.example' },
        { sub: undefined }
      ])
        await refuses({ id_token_hint: await sign(claims) }, 'id-token-hint-wrong')
      await refuses({ id_token_hint: await sign({}, { typ: 'at+jwt' }) }, 'id-token-hint-wrong')
    })

    it('that is none, or is signed by nobody or by another is refused', async () => {
      const [header, claims, signature] = (await sign({})).split('.')
      const none = Buffer.from('{"alg":"none"}').toString('base64url')
      const secret = await new SignJWT({ iss: server.address, aud: 'app', sub: 'x' })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode('x'.repeat(40)))
      const wrong = [
        'nonsense',
        'a.b.c',
        `${none}.${claims}.`,
        `${header}.${claims}.AAAA`,
        `${header}.${signature}`
      ]
      for (const id_token_hint of [...wrong, secret]) await refuses({ id_token_hint }, 'id-token-hint-wrong')
    })
  })

  it('no parameters whatever give anything but a clean answer', () => {
    const name = fc.constantFrom(
      ...['response_type', 'redirect_uri', 'scope', 'state', 'response_mode', 'nonce', 'code_challenge'],
      ...[
        'code_challenge_method',
        'prompt',
        'max_age',
        'login_hint',
        'id_token_hint',
        'acr_values',
        'claims'
      ],
      ...['ui_locales', 'display', 'authorization_details', 'dpop_jkt', 'resource', 'request', 'request_uri']
    )
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.json({ maxDepth: 4 }),
      fc.constantFrom(
        'code',
        'openid',
        'jwt',
        'none',
        'S256',
        'eyJhbGciOiJub25lIn0.e30.',
        '[{"type":"a"}]',
        '__proto__'
      ),
      fc.constantFrom(
        'https://app.example/callback',
        'urn:ietf:params:oauth:request_uri:x',
        '{"__proto__":{}}'
      )
    )
    const parameters = fc.dictionary(name, value, { maxKeys: 8 })
    return fc.assert(
      fc.asyncProperty(parameters, fc.boolean(), async (some, isWhole) => {
        const form = isWhole ? appRequest(some) : Object.entries(some)
        const { status, outcome, error } = await authorize(server, form)
        expect(status).toBeLessThan(500)
        if (outcome === 'redirect') expect(error).not.toBe('server_error')
      }),
      { numRuns: 200 }
    )
  })
})
