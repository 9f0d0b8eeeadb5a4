import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { generateKey } from '../../../src-main/oauth'
import { importProfile } from '../../../src-main/panel'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
beforeEach(async () => {
  server = await startServer()
})
afterEach(() => server.close())

const take = (document: object) =>
  importProfile(
    { store: server.store, random: server.system.random, clock: server.clock },
    { version: 1, ...document }
  )

describe('a profile with what could not be read again', () => {
  it('is refused for a key whose numbers are those of two', async () => {
    const { d: _d, ...half } = await generateKey('ES256', 1_700_000_000)
    const { d } = await generateKey('ES256', 1_700_000_000)
    expect(await take({ keys: [{ ...half, d }] })).toMatchObject({
      ok: false,
      issues: [{ path: ['keys', 0], message: expect.stringContaining('one private key for its alg') }]
    })
  })

  it('is refused for a key of another curve than its alg signs by', async () => {
    const key = { ...(await generateKey('ES384', 1_700_000_000)), alg: 'ES256' }
    expect(await take({ keys: [key] })).toMatchObject({ ok: false, issues: [{ path: ['keys', 0] }] })
  })

  it('takes a short RSA key that is whole, as an earlier export may hold it', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const key = { ...privateKey.export({ format: 'jwk' }), kid: 'short', alg: 'RS256', use: 'sig' }
    expect(await take({ keys: [key] })).toMatchObject({ ok: true })
  })

  it('is refused for what is nested without end', async () => {
    const x = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`) as unknown
    expect(await take({ users: [{ username: 'a' }, { username: 'b', claims: { x } }] })).toMatchObject({
      ok: false,
      issues: [{ path: ['users', 1], message: expect.stringContaining('500 levels') }]
    })
    expect(await server.store.users.get('b')).toBeUndefined()
  })
})
