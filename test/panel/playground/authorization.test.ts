import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../../src-main/contract'
import { refusalOf } from '../../support/panel/panel-call'
import { bodyOf, brought, METHODS, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
beforeAll(async () => {
  world = await startPlayground()
  for (const token_endpoint_auth_method of METHODS)
    await world.client({ client_id: token_endpoint_auth_method, token_endpoint_auth_method })
  await world.server.change({ pkce: { plain: true } })
})
afterAll(() => world.server.close())
afterEach(() => world.call('playground.clear'))

const code = (draft: Partial<Draft> = {}): Draft => ({
  flow: 'openid_code',
  client_id: 'private_key_jwt',
  scope: 'openid',
  ...draft
})

describe('an authorization request of the playground', () => {
  it.each(METHODS.filter((method) => method !== 'none'))(
    'is pushed by a client with %s first (RFC 9126 §2.1)',
    async (client_id) => {
      const { run, exchanges } = await world.runAll(code({ client_id, authorization: { par: true } }))
      expect(exchanges.map(({ action, verdict }) => [action, verdict.id])).toEqual([
        ['par', 'request_pushed'],
        ['authorize', 'code_received'],
        ['token', 'token_issued']
      ])
      const { searchParams } = new URL(run?.authorization?.url ?? '')
      expect([...searchParams.keys()]).toEqual(['client_id', 'request_uri'])
      expect(run?.authorization?.parameters.map(({ name }) => name)).toContain('redirect_uri')
    }
  )

  it('ends where the server doesn’t take what was pushed', async () => {
    const run = await world.authorize(
      code({ authorization: { par: true }, client_id: 'client_secret_post', client_secret: 'wrong' })
    )
    expect(run).toMatchObject({ status: 'ended', verdict: { ok: false, error: 'invalid_client' } })
  })

  it.each([false, true])('is signed with the client’s key (RFC 9101 §5), pushed: %s', async (par) => {
    const { run, exchanges } = await world.runAll(code({ authorization: { request_object: true, par } }))
    expect(run?.authorization?.requestObject).toMatchObject({
      header: { typ: 'oauth-authz-req+jwt', alg: 'ES256' },
      claims: { iss: 'private_key_jwt', aud: world.server.address, state: run?.draft.values['state'] }
    })
    expect(new URL(run?.authorization?.url ?? '').searchParams.has('state')).toBe(false)
    expect(exchanges.at(-1)?.verdict).toMatchObject({ ok: true, id: 'token_issued' })
  })

  it.each(['S256', 'plain', 'none'] as const)('proves the code with PKCE %s (RFC 7636 §4)', async (pkce) => {
    const { run, exchanges } = await world.runAll(code({ authorization: { pkce } }))
    const verifier = exchanges.at(-1)?.request.parameters.find(({ name }) => name === 'code_verifier')?.value
    const challenge = run?.authorization?.code_challenge
    if (pkce === 'none') expect([challenge, verifier]).toEqual([undefined, undefined])
    else expect(challenge === verifier).toBe(pkce === 'plain')
    expect(exchanges.at(-1)?.verdict).toMatchObject({ ok: true })
  })

  it.each(['query', 'fragment', 'form_post', 'query.jwt', 'fragment.jwt', 'form_post.jwt'])(
    'is answered as %s, which is opened and checked (JARM §2.4)',
    async (response_mode) => {
      const { run, exchanges } = await world.runAll(code({ authorization: { response_mode } }))
      expect(run?.callback).toMatchObject({ mode: response_mode.replace('.jwt', ''), verdict: { ok: true } })
      expect(brought(run, 'code')).toBeTruthy()
      expect(run?.callback?.checks.every(({ ok }) => ok)).toBe(true)
      expect(run?.callback?.checks.some(({ id }) => id === 'jarm')).toBe(response_mode.endsWith('.jwt'))
      expect(exchanges.at(-1)?.verdict).toMatchObject({ ok: true })
    }
  )

  it('carries what the person adds, and the sign-in answers it', async () => {
    const parameters: [string, string][] = [
      ['prompt', 'login consent'],
      ['max_age', '0'],
      ['claims', JSON.stringify({ id_token: { auth_time: { essential: true } } })]
    ]
    const { run, exchanges } = await world.runAll(code({ authorization: { parameters } }))
    expect(new URL(run?.authorization?.url ?? '').searchParams.get('prompt')).toBe('login consent')
    expect(exchanges.at(-1)?.verdict).toMatchObject({ ok: true })
  })

  it('has values that a person gave in the place of random ones, and leaves out what is empty', async () => {
    const values = { state: 'mine', nonce: '' }
    const { run } = await world.runAll(code({ values }))
    expect(run?.draft.values).toMatchObject({ ...values, code_verifier: expect.any(String) as string })
    const { searchParams } = new URL(run?.authorization?.url ?? '')
    expect(searchParams.get('state')).toBe('mine')
    expect(searchParams.has('nonce')).toBe(false)
  })

  it('is shown before it is sent, with the token request that will follow', async () => {
    const prepared = await world.prepare(code({ client_id: 'client_secret_basic' }))
    expect(prepared.mismatches).toEqual([])
    expect(prepared.authorization?.url).toContain(encodeURIComponent('‹state›'))
    expect(prepared.request?.parameters).toContainEqual({ name: 'code', value: '‹code›', role: 'code' })
    expect(await world.transcript()).toEqual([])
  })

  it('tells on a page what can not be sent back, such as a foreign redirect URI (RFC 6749 §4.1.2.1)', async () => {
    const { run, exchanges } = await world.runAll(
      code({ authorization: { redirect_uri: 'https://nobody.example/cb' } })
    )
    expect(run).toMatchObject({ status: 'ended', callback: { mode: 'error_page' } })
    expect(brought(run, 'reason')).toBe('redirect-uri-differs')
    expect(exchanges).toMatchObject([
      { action: 'authorize', verdict: { id: 'error_page' }, response: { status: 400 } }
    ])
  })

  it('is made and answered whatever the server calls itself, as behind a proxy', async () => {
    await world.server.change({ issuer: 'https://auth.example/tenant' })
    try {
      const draft = code({ dpop: true, authorization: { par: true, request_object: true } })
      const { run, exchanges } = await world.runAll(draft)
      expect(run?.callback?.checks).toContainEqual(
        expect.objectContaining({ id: 'iss', ok: true, actual: 'https://auth.example/tenant' })
      )
      expect(exchanges.at(-1)).toMatchObject({ verdict: { ok: true }, idToken: { signature: { ok: true } } })
    } finally {
      await world.server.change({ issuer: null })
    }
  })

  it('comes back refused where the person refuses, and nothing is exchanged', async () => {
    const run = await world.authorize(code({ authorization: { parameters: [['prompt', 'consent']] } }), {
      username: 'alice',
      decision: 'deny'
    })
    expect(run).toMatchObject({
      status: 'ended',
      callback: { verdict: { id: 'refused', error: 'access_denied' } }
    })
    expect(await refusalOf(world.exchange(run))).toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
  })
})

describe('tokens of the playground that are bound to a key (RFC 9449)', () => {
  afterAll(() => world.server.change({ dpop: { nonce_required: false } }))

  it.each(METHODS)('are had by a client with %s, and used with a proof', async (client_id) => {
    const draft = code({ client_id, dpop: true })
    const { run, exchanges } = await world.runAll(draft)
    const token = exchanges.at(-1)
    expect(bodyOf(token)['token_type']).toBe('DPoP')
    expect(token?.dpop?.claims).toMatchObject({ htm: 'POST', htu: `${world.server.address}/oauth2/token` })
    expect(run?.authorization?.parameters.map(({ name }) => name)).toContain('dpop_jkt')
    const use = { draft: { ...draft, dpop: false }, use: 'userinfo', token: bodyOf(token)['access_token'] }
    expect(await world.call('playground.use', use)).toMatchObject({
      verdict: { ok: true, id: 'claims_received' },
      dpop: { claims: { ath: expect.any(String) as string } }
    })
  })

  it('are asked for again with the server’s nonce, each try for itself (RFC 9449 §8)', async () => {
    await world.server.change({ dpop: { nonce_required: true } })
    const { exchanges } = await world.runAll(code({ dpop: true }))
    const tries = exchanges.filter(({ action }) => action === 'token')
    expect(tries.map(({ verdict, dpop }) => [verdict.error, 'nonce' in (dpop?.claims ?? {})])).toEqual([
      ['use_dpop_nonce', false],
      [undefined, true]
    ])
  })
})
