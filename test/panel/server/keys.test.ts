import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ShownKey } from '../../../src-main/contract'
import type { User } from '../../../src-main/model'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
let call: PanelCall

beforeEach(async () => {
  server = await startServer({
    settings: { tokens: { signing_alg: 'ES256' } },
    users: [{ username: 'moderator', roles: ['moderator'] }]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
  await server.protocol.signingKeys.prepare()
})
afterEach(() => server.close())

const list = async () => ((await call('keys.list')) as { items: ShownKey[] }).items
const states = async () => (await list()).map(({ alg, state }) => `${alg} ${state}`)
const published = async () =>
  ((await (await fetch(`${server.address}/oauth2/jwks.json`)).json()) as { keys: { kid: string }[] }).keys
const pem = (curve: string) =>
  generateKeyPairSync('ec', { namedCurve: curve })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString()

/** Reads well, and signs nothing that its public half verifies. */
function mixedKey(): string {
  const [one, other] = [1, 2].map(() =>
    generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })
  )
  return JSON.stringify({ ...one, n: other!.n })
}

describe('the keys in the panel', () => {
  it('are listed without their private halves, as they are published', async () => {
    const [key] = await list()
    expect(key).toMatchObject({ alg: 'ES256', use: 'sig', state: 'current', isDefault: true })
    expect(key!.jwk).not.toHaveProperty('d')
    expect((await published()).map(({ kid }) => kid)).toEqual([key!.kid])
    expect(await call('keys.jwks')).toEqual({ keys: await published() })
  })

  it('rotate to the key that was made ahead, which was published all the while', async () => {
    const next = (await call('keys.generate', { alg: 'ES256' })) as ShownKey
    expect(next.state).toBe('next')
    expect((await published()).map(({ kid }) => kid)).toContain(next.kid)
    expect((await server.protocol.signingKeys.current('ES256')).kid).not.toBe(next.kid)
    server.clock.advance({ seconds: 60 })
    expect(await call('keys.rotate', { alg: 'ES256' })).toMatchObject({ kid: next.kid, state: 'current' })
    expect((await server.protocol.signingKeys.current('ES256')).kid).toBe(next.kid)
    expect((await states()).sort()).toEqual(['ES256 current', 'ES256 retired'])
    expect(JSON.stringify(await published())).not.toContain('"next"')
  })

  it('are one next key at most for an algorithm', async () => {
    await call('keys.generate', { alg: 'ES256' })
    expect(await refusalOf(call('keys.generate', { alg: 'ES256' }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('are brought in as PEM or as a JWK', async () => {
    expect(await call('keys.import', { key: pem('P-384') })).toMatchObject({ alg: 'ES384', state: 'current' })
    const { privateKey } = generateKeyPairSync('ed25519')
    const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'mine' }
    expect(await call('keys.import', { key: JSON.stringify(jwk) })).toMatchObject({
      kid: 'mine',
      alg: 'EdDSA'
    })
    expect(await call('keys.import', { key: pem('P-256') })).toMatchObject({ alg: 'ES256', state: 'next' })
  })

  it.each([
    ['nothing of the kind', 'hello', /private key in PEM/],
    ['a JWK without d', '{"kty":"EC","crv":"P-256","x":"a","y":"b"}', /d is missing/],
    ['a curve that nothing is signed with', pem('secp256k1'), /P-256, P-384 and Ed25519/],
    ['a JWK with numbers of two keys', mixedKey(), /numbers are not those of one private key/],
    [
      'a short RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 })
        .privateKey.export({ type: 'pkcs1', format: 'pem' })
        .toString(),
      /2048 bits/
    ]
  ])('refuse %s, and never repeat it', async (_what, key, reason) => {
    const { code, issues } = await refusalOf(call('keys.import', { key }))
    expect(code).toBe('UNPROCESSABLE_CONTENT')
    expect(issues).toMatchObject([{ path: ['key'], message: expect.stringMatching(reason) }])
    expect(JSON.stringify(issues)).not.toContain(key.slice(0, 60))
  })

  it('are removed once they sign no more, and not before', async () => {
    const [current] = await list()
    expect(await refusalOf(call('keys.remove', { kid: current!.kid }))).toMatchObject({ code: 'CONFLICT' })
    await call('keys.rotate', { alg: 'ES256' })
    await call('keys.remove', { kid: current!.kid })
    expect((await published()).map(({ kid }) => kid)).not.toContain(current!.kid)
    expect(await refusalOf(call('keys.remove', { kid: 'gone' }))).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('come back from their removal, unless another took their place', async () => {
    const generate = async () => ((await call('keys.generate', { alg: 'EdDSA' })) as ShownKey).kid
    const goBack = async () => {
      const { id } = (await call('profile.restorePoint', {})) as { id: string }
      return (await call('profile.restore', { id })) as { left: unknown[] }
    }
    const [current, next] = [await generate(), await generate()]
    await call('keys.remove', { kid: next })
    expect((await goBack()).left).toEqual([])
    expect(await server.store.keys.get(next)).toMatchObject({ next: true })
    for (const kid of [current, next]) await call('keys.remove', { kid })
    const other = await generate()
    expect((await goBack()).left).toEqual([{ kind: 'keys', key: current }])
    expect(await server.store.keys.get(other)).not.toHaveProperty('next')
    expect(await server.store.keys.get(next)).toMatchObject({ next: true })
  })

  it('are all new after a renewal, without overlap', async () => {
    const before = (await list()).map(({ kid }) => kid)
    const { items } = (await call('keys.renewAll')) as { items: ShownKey[] }
    expect(items.filter(({ kid }) => before.includes(kid))).toEqual([])
    expect((await published()).filter(({ kid }) => before.includes(kid))).toEqual([])
  })

  it('are for moderators to look at, and for administrators to change', async () => {
    const user = (await server.store.users.get('moderator')) as User
    const moderator = directCall(server, contextOf({ kind: 'user', user }))
    expect(await moderator('keys.list')).toMatchObject({ items: [{ state: 'current' }] })
    for (const [procedure, input] of [
      ['keys.generate', { alg: 'ES256' }],
      ['keys.import', { key: pem('P-256') }],
      ['keys.rotate', { alg: 'ES256' }],
      ['keys.remove', { kid: 'any' }],
      ['keys.renewAll', undefined]
    ] as const)
      expect(await refusalOf(moderator(procedure, input))).toMatchObject({ code: 'FORBIDDEN' })
  })
})
