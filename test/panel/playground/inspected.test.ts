import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BroughtVerdict, Draft, PlaygroundExchange, TokenVerdict } from '../../../src-main/contract'
import { startForeignIssuer, type ForeignIssuer } from '../../support/foreign-issuer'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { bodyOf, SECRET, startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
beforeAll(async () => {
  world = await startPlayground({
    users: [
      { username: 'alice', roles: ['user'], sub: 'alice-of-all' },
      { username: 'bob', roles: ['user'] }
    ]
  })
})
afterAll(() => world.server.close())

const CODE: Draft = { flow: 'openid_code', client_id: 'app', scope: 'openid' }
const lastOf = async (draft: Draft) => (await world.runAll(draft)).exchanges.at(-1)!
const verify = (draft: Draft, token: unknown, more: object = {}) =>
  world.call('playground.verifyBrought', { draft, token, ...more }) as Promise<BroughtVerdict>

describe('a pairwise subject (OpenID Connect Core §8.1)', () => {
  it('is resolved to the person whom the client knows by it, for whoever may see them', async () => {
    await world.client({ client_id: 'app', subject_type: 'pairwise' })
    const token = bodyOf(await lastOf(CODE))['id_token']
    const subjectOf = async (username?: string) => {
      const user = username === undefined ? undefined : (await world.server.store.users.get(username))!
      const call = directCall(world.server, contextOf(user ? { kind: 'user', user } : { kind: 'local' }))
      return ((await call('tokenLab.verify', { token })) as TokenVerdict).subject
    }
    expect(String(token)).not.toContain(Buffer.from('alice-of-all').toString('base64url'))
    expect(await subjectOf()).toMatchObject({ kind: 'user', id: 'alice' })
    expect(await subjectOf('alice')).toMatchObject({ kind: 'user', id: 'alice' })
    expect(await subjectOf('bob')).toBeUndefined()
  })
})

describe.each(['RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A256KW'] as const)(
  'what comes to a client encrypted with %s',
  (alg) => {
    const client_id = `sealed-${alg}`
    const draft: Draft = { ...CODE, client_id }
    const missing = async () =>
      (await world.prepare({ ...draft, authorization: { response_mode: 'query.jwt' } })).mismatches
    beforeAll(async () => {
      await world.client({ client_id })
      await world.call('playground.generateKey', { client_id })
      const body = { id_token_encrypted_response_alg: alg, authorization_encrypted_response_alg: alg }
      await world.call('clients.update', { params: { client_id }, body })
    })

    it('can not be opened without a key, which is told beforehand', async () => {
      const [mismatch] = await missing()
      expect(mismatch).toMatchObject({
        id: 'encryption_key_missing',
        repair: 'generate_key',
        values: { alg }
      })
    })

    it('is opened and verified once the playground holds the key: an ID token', async () => {
      await world.call('playground.generateKey', { client_id })
      expect(await missing()).toEqual([])
      const exchange = await lastOf(draft)
      expect(exchange).toMatchObject({
        verdict: { ok: true },
        idToken: { signature: { ok: true }, encryption: 'opened' }
      })
      const { id_token, access_token } = bodyOf(exchange)
      expect(String(id_token).split('.')).toHaveLength(5)
      const found = await verify(exchange.draft, id_token, { kind: 'id_token', access_token })
      expect(found).toMatchObject({
        encryption: 'opened',
        verdict: { signature: { outcome: 'ok' }, subject: { id: 'alice' } }
      })
      expect(found.token?.split('.')).toHaveLength(3)
    })

    it('is opened at the redirect URI: a signed answer (JARM §2.2), and an ID token with its hashes', async () => {
      const signed = await world.runAll({ ...draft, authorization: { response_mode: 'query.jwt' } })
      expect(signed.run?.callback?.checks).toContainEqual({ id: 'jarm', ok: true })
      expect(signed.exchanges.at(-1)?.verdict).toMatchObject({ id: 'token_issued' })
      const hybrid = await world.runAll({ ...draft, flow: 'openid_hybrid', response_type: 'code id_token' })
      expect(hybrid.exchanges[0]?.idToken).toMatchObject({ signature: { ok: true }, encryption: 'opened' })
      expect(hybrid.exchanges[0]?.idToken?.claims).toContainEqual(
        expect.objectContaining({ id: 'c_hash', ok: true })
      )
    })
  }
)

describe.each([
  ['UserInfo', 'userinfo', 'claims_received', 'sub'],
  ['introspection', 'introspect', 'token_active', 'token_introspection']
] as const)('what %s answers to a client that wants it encrypted', (_name, use, id, member) => {
  const client_id = `shut-${use}`
  const prefix = use === 'userinfo' ? 'userinfo' : 'introspection'
  const draft: Draft = { ...CODE, client_id }
  let token: unknown
  const ask = () => world.call('playground.use', { draft, use, token }) as Promise<PlaygroundExchange>
  beforeAll(async () => {
    await world.client({ client_id })
    await world.call('playground.generateKey', { client_id })
    const body = {
      [`${prefix}_signed_response_alg`]: 'RS256',
      [`${prefix}_encrypted_response_alg`]: 'ECDH-ES'
    }
    await world.call('clients.update', { params: { client_id }, body })
    token = bodyOf(await lastOf(draft))['access_token']
  })

  it('stays closed, and is said to be, without the key', async () => {
    await world.call('playground.generateKey', { client_id })
    await world.server.store.playgroundKeys.update(client_id, ({ encryption: _lost, ...rest }) => rest)
    expect(await ask()).toMatchObject({
      verdict: { ok: true, id: 'answer_sealed' },
      opened: { encryption: 'no_key' }
    })
  })

  it('is opened with it, and the signature inside is verified', async () => {
    await world.call('playground.generateKey', { client_id })
    const { opened, verdict, response } = await ask()
    expect(response?.body.split('.')).toHaveLength(5)
    expect([verdict, opened?.encryption, opened?.check]).toEqual([
      { ok: true, id },
      'opened',
      { id: 'answer', ok: true }
    ])
    expect(JSON.parse(opened?.content ?? '{}')).toMatchObject({ aud: client_id, [member]: expect.anything() })
  })

  it('is refused where the signature inside can not be verified', async () => {
    await world.call('faults.arm', { kind: 'jwks_unavailable' })
    expect(await ask()).toMatchObject({ verdict: { ok: false, id: 'answer_invalid' } })
  })
})

describe('what UserInfo answers encrypted and not signed', () => {
  it('is opened, and said to be signed by nobody', async () => {
    const client_id = 'shut-unsigned'
    await world.client({ client_id })
    const body = { userinfo_encrypted_response_alg: 'RSA-OAEP-256' }
    await world.call('playground.generateKey', { client_id })
    await world.call('clients.update', { params: { client_id }, body })
    await world.call('playground.generateKey', { client_id })
    const draft: Draft = { ...CODE, client_id }
    const token = bodyOf(await lastOf(draft))['access_token']
    const found = (await world.call('playground.use', {
      draft,
      use: 'userinfo',
      token
    })) as PlaygroundExchange
    expect(found).toMatchObject({ verdict: { id: 'claims_received' }, opened: { encryption: 'opened' } })
    expect(found.opened?.check).toBeUndefined()
    expect(JSON.parse(found.opened?.content ?? '{}')).toMatchObject({ sub: 'alice-of-all' })
  })
})

describe('what comes encrypted to a key that the playground does not hold', () => {
  it('is kept as it came, and said to be closed', async () => {
    await world.client({ client_id: 'closed' })
    await world.call('playground.generateKey', { client_id: 'closed' })
    const body = { id_token_encrypted_response_alg: 'ECDH-ES' }
    await world.call('clients.update', { params: { client_id: 'closed' }, body })
    await world.call('playground.generateKey', { client_id: 'closed' })
    await world.server.store.playgroundKeys.update('closed', ({ encryption: _lost, ...rest }) => rest)
    const exchange = await lastOf({ ...CODE, client_id: 'closed' })
    expect(exchange).toMatchObject({ verdict: { ok: true }, idToken: { encryption: 'no_key' } })
    const found = await verify(exchange.draft, bodyOf(exchange)['id_token'])
    expect(found).toMatchObject({ encryption: 'no_key', verdict: { signature: { reason: 'encrypted' } } })
    expect(found.token).toBeUndefined()
  })
})

describe('a token of another issuer', () => {
  let foreign: ForeignIssuer
  beforeAll(async () => {
    foreign = await startForeignIssuer(
      [
        {
          client_id: 'job',
          client_secret: SECRET,
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: []
        }
      ],
      {
        features: {
          clientCredentials: { enabled: true },
          resourceIndicators: {
            enabled: true,
            defaultResource: () => 'https://api.example',
            getResourceServerInfo: () => ({ scope: 'read', accessTokenFormat: 'jwt' })
          }
        },
        scopes: ['read']
      }
    )
  })
  afterAll(() => foreign.close())

  it('is verified with the keys that the issuer publishes, by who may reach it', async () => {
    world.server.clock.set(Date.now())
    const call = directCall(world.server, contextOf({ kind: 'local' }, ['playground.any_issuer']))
    const draft: Draft = {
      flow: 'oauth2_client_credentials',
      client_id: 'job',
      client_secret: SECRET,
      scope: 'read',
      target: { issuer: foreign.issuer }
    }
    const exchange = (await call('playground.send', draft)) as Parameters<typeof bodyOf>[0]
    const token = bodyOf(exchange)['access_token']
    const found = (await call('playground.verifyBrought', { draft, token })) as BroughtVerdict
    expect(found.verdict.signature).toMatchObject({ outcome: 'ok', reason: 'verified' })
    expect(found.verdict.claims).toContainEqual(expect.objectContaining({ name: 'iss', outcome: 'ok' }))
    await expect(verify(draft, token)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})
