import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { appClient, appRequest, authorize, CHALLENGE, keptParameters, SECRET } from './authorization-requests'

describe('an authorization request', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      clients: [
        appClient(),
        appClient({ client_id: 'public', client_secret: undefined, token_endpoint_auth_method: 'none' }),
        appClient({ client_id: 'blocked', blocked: true }),
        appClient({ client_id: 'code-only', response_types: ['code'] }),
        appClient({ client_id: 'narrow', scope: 'openid orders' }),
        appClient({
          client_id: 'encrypted',
          authorization_encrypted_response_alg: 'ECDH-ES',
          jwks_uri: 'https://app.example/keys'
        })
      ],
      scopes: ['orders']
    })
  })
  afterAll(() => server.close())

  const ask = (parameters: Record<string, string | undefined> = {}) =>
    authorize(server, appRequest(parameters))
  const refuses = async (parameters: Record<string, string | undefined>, error: string, reason: string) => {
    const { outcome, parameters: told, error: code, reason: why } = await ask(parameters)
    expect([outcome, code, why, told.get('state')]).toEqual(['redirect', error, reason, 'the state'])
  }
  const accepts = async (parameters: Record<string, string | undefined>) =>
    expect(await ask(parameters)).toMatchObject({ outcome: 'accepted' })

  describe('names its client (RFC 6749 §4.1.2.1)', () => {
    it.each([
      ['none', undefined, 'client-id-missing'],
      ['an unknown one', 'nobody', 'client-unknown'],
      ['a blocked one', 'blocked', 'client-blocked']
    ])('and %s gets a page, never a redirect', async (_, client_id, reason) => {
      expect(await ask({ client_id })).toMatchObject({ outcome: 'page', status: 400, reason })
    })

    it('once: a repeated parameter gets a page (§3.1)', async () => {
      for (const name of ['client_id', 'redirect_uri', 'state', 'scope', 'nonce']) {
        const verdict = await authorize(server, [...appRequest(), [name, 'again'], [name, 'and again']])
        expect(verdict).toMatchObject({ outcome: 'page', status: 400, reason: 'parameter-repeated' })
      }
    })
  })

  it('may hold parameters that nobody knows, which are ignored and not kept (§3.1)', async () => {
    const verdict = await ask({ colour: 'blue', client_secret: SECRET })
    expect(verdict.outcome).toBe('accepted')
    expect([...(await keptParameters(server, verdict)).keys()]).toEqual([
      'client_id',
      'response_type',
      'redirect_uri',
      'scope',
      'state'
    ])
  })

  describe('response_type (§3.1.1)', () => {
    it('that is missing is invalid_request', () =>
      refuses({ response_type: undefined }, 'invalid_request', 'parameter-missing'))
    it.each(['none', 'code code', 'nonsense'])('%s is not supported', (response_type) =>
      refuses({ response_type }, 'unsupported_response_type', 'response-type-unknown')
    )
    it('that the client is not registered with is unauthorized_client', () =>
      refuses(
        { client_id: 'code-only', response_type: 'id_token', nonce: 'n' },
        'unauthorized_client',
        'response-type-not-allowed'
      ))
    it('may have its parts in any order (OAuth 2.0 Multiple Response Types §3)', () =>
      accepts({ response_type: 'token id_token code', nonce: 'n' }))

    it('is refused at once when the switch of its very flow is off', async () => {
      await server.change({ flows: { openid_code: false } })
      await refuses({}, 'unsupported_response_type', 'flow-off')
      await accepts({ scope: 'orders' })
      await server.change({ flows: { openid_code: true, oauth2_code: false } })
      await refuses({ scope: 'orders' }, 'unsupported_response_type', 'flow-off')
      await accepts({})
      await server.change({ flows: { oauth2_code: true } })
    })
  })

  describe('response_mode (OAuth 2.0 Multiple Response Types §2.1)', () => {
    const wrong = { response_type: 'code', nonce: 'n', prompt: 'nonsense' }

    it.each([
      ['code', undefined, 'query'],
      ['code', 'fragment', 'fragment'],
      ['code id_token', undefined, 'fragment'],
      ['token', undefined, 'fragment'],
      ['id_token token', 'fragment', 'fragment']
    ])('of %s as %s answers in the %s', async (response_type, response_mode, place) => {
      const verdict = await ask({ ...wrong, response_type, response_mode })
      expect([verdict.place, verdict.error]).toEqual([place, 'invalid_request'])
    })

    it.each(['query', 'query.jwt'])('%s is refused to tokens, and told in the fragment', async (mode) => {
      const verdict = await ask({ response_type: 'token', response_mode: mode })
      expect(verdict).toMatchObject({
        place: 'fragment',
        error: 'invalid_request',
        reason: 'response-mode-refused'
      })
    })

    it('query.jwt is for tokens where the answer is encrypted (JARM §2.3.1)', () =>
      accepts({
        client_id: 'encrypted',
        response_type: 'id_token',
        nonce: 'n',
        response_mode: 'query.jwt'
      }))

    it('that is unknown is refused', () =>
      refuses({ response_mode: 'web_message' }, 'invalid_request', 'response-mode-refused'))

    it.each([
      ['code', 'jwt', 'query'],
      ['code', 'query.jwt', 'query'],
      ['id_token', 'jwt', 'fragment'],
      ['code', 'fragment.jwt', 'fragment']
    ])('of %s as %s answers in a JWT in the %s (JARM §2.3.4)', async (response_type, mode, place) => {
      const verdict = await ask({ ...wrong, response_type, response_mode: mode })
      expect([verdict.place, [...verdict.parameters.keys()]]).toEqual([place, ['response']])
    })

    it.each(['form_post', 'form_post.jwt'])('%s answers in a form of a page', async (response_mode) => {
      const verdict = await ask({ ...wrong, response_mode })
      expect(verdict).toMatchObject({ status: 200, reason: 'prompt-malformed' })
      expect(verdict.html).toContain('action="https://app.example/callback"')
    })
  })

  describe('scope (§3.3)', () => {
    it('that is malformed, unknown or not the client’s is invalid_scope', async () => {
      await refuses({ scope: 'orders  twice' }, 'invalid_scope', 'scope-malformed')
      await refuses({ scope: 'unheard' }, 'invalid_scope', 'scope-unknown')
      await refuses({ client_id: 'narrow', scope: 'openid email' }, 'invalid_scope', 'scope-not-allowed')
      await refuses({ scope: 'openid admin' }, 'invalid_scope', 'scope-not-allowed')
    })

    it('must hold openid for an ID token (OpenID Connect Core §3.1.2.1)', () =>
      refuses(
        { response_type: 'id_token', scope: 'orders', nonce: 'n' },
        'invalid_scope',
        'scope-openid-missing'
      ))
  })

  describe('nonce (OpenID Connect Core §3.2.2.1, §3.3.2.11)', () => {
    it.each(['id_token', 'id_token token', 'code id_token', 'code id_token token'])(
      'is required by %s',
      async (response_type) => {
        await refuses({ response_type }, 'invalid_request', 'nonce-missing')
        await accepts({ response_type, nonce: 'n' })
      }
    )
    it.each(['code', 'code token'])('is not required by %s', (response_type) => accepts({ response_type }))
  })

  describe('the code challenge (RFC 7636 §4.3)', () => {
    const S256 = { code_challenge: CHALLENGE, code_challenge_method: 'S256' }

    it('is required of public clients (RFC 9700 §2.1.1)', async () => {
      await refuses({ client_id: 'public' }, 'invalid_request', 'pkce-missing')
      await refuses(
        { client_id: 'public', response_type: 'code id_token', nonce: 'n' },
        'invalid_request',
        'pkce-missing'
      )
      await accepts({ client_id: 'public', ...S256 })
      await accepts({ client_id: 'public', response_type: 'id_token', nonce: 'n' })
    })

    it('is required of all where the setting says so', async () => {
      await server.change({ pkce: { required: 'all' } })
      await refuses({}, 'invalid_request', 'pkce-missing')
      await accepts(S256)
      await server.change({ pkce: { required: 'public' } })
    })

    it('is refused as plain, and without a method, unless plain is switched on', async () => {
      const plain = { code_challenge: CHALLENGE, code_challenge_method: 'plain' }
      await refuses(plain, 'invalid_request', 'pkce-method-refused')
      await refuses({ code_challenge: CHALLENGE }, 'invalid_request', 'pkce-method-refused')
      await server.change({ pkce: { plain: true } })
      await accepts(plain)
      await accepts({ code_challenge: CHALLENGE })
      await refuses({ ...plain, code_challenge: 'short' }, 'invalid_request', 'pkce-malformed')
      await server.change({ pkce: { plain: false } })
    })

    it('is refused malformed, by an unknown method, and missing beside a method', async () => {
      for (const code_challenge of ['short', `${CHALLENGE}=`, `${CHALLENGE}AA`, '~'.repeat(43)])
        await refuses({ ...S256, code_challenge }, 'invalid_request', 'pkce-malformed')
      await refuses({ ...S256, code_challenge_method: 'S512' }, 'invalid_request', 'pkce-method-refused')
      await refuses({ code_challenge_method: 'S256' }, 'invalid_request', 'pkce-malformed')
    })
  })

  it('dpop_jkt is the thumbprint of a key (RFC 9449 §10)', async () => {
    await refuses({ dpop_jkt: 'short' }, 'invalid_request', 'parameter-malformed')
    expect((await keptParameters(server, await ask({ dpop_jkt: CHALLENGE }))).get('dpop_jkt')).toBe(CHALLENGE)
  })
})
