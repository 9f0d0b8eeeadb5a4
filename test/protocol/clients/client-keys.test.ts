import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clientSchema, type ClientInput, type Jwk } from '../../../src-main/model'
import { startServer, type TestServer } from '../../support/start-server'
import {
  assertionFields,
  CLIENT_CREDENTIALS,
  makeKeyPair,
  signAssertion,
  type AssertionOptions,
  type KeyPair
} from '../clients'
import { askToken } from '../requests'

const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

describe('the keys of private_key_jwt', () => {
  let server: TestServer
  let key: KeyPair
  let foreignKey: KeyPair

  beforeAll(async () => {
    ;[key, foreignKey] = await Promise.all([makeKeyPair('ES256', 'one'), makeKeyPair('ES256', 'one')])
    server = await startServer()
  })
  afterAll(() => server.close())

  const lastReason = () => server.inspector.list(1)[0]?.reason

  /** Registers the client `app` with these keys, then asks for a token in its name. */
  async function askWith(
    registered: Partial<ClientInput>,
    pair: KeyPair = key,
    options: AssertionOptions = {}
  ) {
    const client = clientSchema.parse({
      client_id: 'app',
      token_endpoint_auth_method: 'private_key_jwt',
      ...registered
    })
    await server.store.clients.upsert('app', () => client)
    const assertion = await signAssertion(server, 'app', pair.privateKey, options)
    return askToken(server, { ...CLIENT_CREDENTIALS, ...assertionFields(assertion) })
  }

  const inSet = (...keys: Jwk[]) => ({ jwks: { keys } })

  describe('in its registration', () => {
    it.each(ALGORITHMS)('may sign with %s', async (alg) => {
      const pair = await makeKeyPair(alg)
      expect((await askWith(inSet(pair.publicJwk), pair, { alg })).status).toBe(200)
    })

    it('are chosen by kid, and a kid that nobody registered is refused by name', async () => {
      expect((await askWith(inSet(key.publicJwk), key, { header: { kid: 'one' } })).status).toBe(200)
      const { status, json } = await askWith(inSet(key.publicJwk), key, { header: { kid: 'two' } })
      expect([status, lastReason()]).toEqual([401, 'assertion-key-unknown'])
      expect(json.error_description).toContain('kid two')
    })

    it('are not stood in for by a foreign key with the registered kid', async () => {
      expect((await askWith(inSet(key.publicJwk), foreignKey, { header: { kid: 'one' } })).status).toBe(401)
      expect(lastReason()).toBe('assertion-signature-wrong')
    })

    it('are all tried where the assertion names none', async () => {
      const both = inSet(foreignKey.publicJwk, { ...key.publicJwk, kid: 'other' })
      expect((await askWith(both)).status).toBe(200)
    })

    it('do not sign when they are for encryption, other operations or another algorithm (RFC 7517 §4.2 to §4.4)', async () => {
      const pair = await makeKeyPair('RS256')
      for (const jwk of [
        { ...pair.publicJwk, use: 'enc' as const },
        { ...pair.publicJwk, key_ops: ['wrapKey'] },
        { ...pair.publicJwk, alg: 'PS256' }
      ]) {
        expect((await askWith(inSet(jwk), pair, { alg: 'RS256' })).status).toBe(401)
        expect(lastReason()).toBe('assertion-key-unknown')
      }
    })

    it('are tried until eight had nothing to do with it: so many more need a kid', async () => {
      const others = (count: number) => Array.from({ length: count }, () => foreignKey.publicJwk)
      const last = { ...key.publicJwk, kid: 'last' }
      expect((await askWith(inSet(...others(7), last))).status).toBe(200)
      expect((await askWith(inSet(...others(8), last))).status).toBe(401)
      expect((await askWith(inSet(...others(8), last), key, { header: { kid: 'last' } })).status).toBe(200)
    })

    it('prove nothing when they are damaged, which is no 500', async () => {
      const damaged = [
        { kty: 'EC', crv: 'P-256' },
        { ...key.publicJwk, x: 'AA' },
        { ...key.publicJwk, y: '!' }
      ] as Jwk[]
      for (const jwk of damaged) expect((await askWith(inSet(jwk))).status).toBe(401)
    })
  })

  describe('at its jwks_uri (RFC 7591 §2)', () => {
    let publisher: Server
    let answer: { status: number; body: string; location?: string }
    let asked = 0

    beforeAll(async () => {
      publisher = createServer((_request, response) => {
        asked += 1
        response
          .writeHead(answer.status, answer.location ? { Location: answer.location } : {})
          .end(answer.body)
      })
      await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve))
    })
    afterAll(() => new Promise((resolve) => publisher.close(resolve)))

    const keySet = (...keys: unknown[]) => ({ status: 200, body: JSON.stringify({ keys }) })
    const at = (path: string, host = '127.0.0.1') => ({
      jwks_uri: `http://${host}:${(publisher.address() as AddressInfo).port}/${path}`
    })

    it('are fetched, and kept for five minutes', async () => {
      answer = keySet(key.publicJwk, { kty: 'oct', k: 'AA' }, 'nonsense')
      const before = asked
      expect((await askWith(at('kept'))).status).toBe(200)
      server.clock.advance({ seconds: 299 })
      expect((await askWith(at('kept'))).status).toBe(200)
      expect(asked - before).toBe(1)
      server.clock.advance({ seconds: 2 })
      expect((await askWith(at('kept'))).status).toBe(200)
      expect(asked - before).toBe(2)
    })

    it('are fetched again for a kid that is new, once in ten seconds at most', async () => {
      const renewed = await makeKeyPair('ES256', 'renewed')
      const byKid = (kid: string) => ({ header: { kid } })
      answer = keySet(key.publicJwk)
      expect((await askWith(at('renewed'))).status).toBe(200)
      answer = keySet(key.publicJwk, renewed.publicJwk)
      const before = asked
      expect((await askWith(at('renewed'), renewed, byKid('renewed'))).status).toBe(401)
      expect(asked - before).toBe(0)
      server.clock.advance({ seconds: 10 })
      expect((await askWith(at('renewed'), renewed, byKid('renewed'))).status).toBe(200)
      for (let time = 0; time < 5; time += 1) await askWith(at('renewed'), key, byKid('unknown'))
      expect(asked - before).toBe(1)
    })

    it.each([
      ['a redirect', { status: 302, body: '', location: 'http://127.0.0.1:1/' }],
      ['an error', { status: 500, body: '{}' }],
      ['no JSON', { status: 200, body: '<html>' }],
      ['no key set', { status: 200, body: '[]' }],
      ['too much', { status: 200, body: JSON.stringify({ keys: [], padding: 'x'.repeat(70_000) }) }]
    ])('behind %s are refused with the cause, and not asked for again at once', async (name, wrong) => {
      answer = wrong
      const before = asked
      const { status, json } = await askWith(at(encodeURIComponent(name)))
      expect([status, lastReason()]).toEqual([401, 'key-set-unavailable'])
      expect(json.error_description).toContain('jwks_uri')
      await askWith(at(encodeURIComponent(name)))
      expect(asked - before).toBe(1)
    })

    it('are refused where nobody listens', async () => {
      expect((await askWith({ jwks_uri: 'http://127.0.0.1:1/keys' })).status).toBe(401)
      expect(lastReason()).toBe('key-set-unavailable')
    })

    it.each([
      '127.0.0.1',
      'localhost',
      '[::1]',
      '[::ffff:127.0.0.1]',
      '0x7f.1',
      '10.0.0.1',
      '169.254.169.254',
      '[fd00::1]'
    ])('are not fetched from the private address %s while that is switched off', async (host) => {
      await server.change({ outbound: { private_addresses: false } })
      answer = keySet(key.publicJwk)
      const before = asked
      const { status, json } = await askWith(at('private', host))
      expect([status, lastReason(), asked - before]).toEqual([401, 'key-set-unavailable', 0])
      // Whoever asks is told what may be asked, and learns nothing of what lies there.
      expect(json.error_description).toContain('outbound.private_addresses')
      expect(json.error_description).not.toMatch(/127\.0\.0\.1|is a private address/)
      expect(server.logged.at(-1)).toContain('is a private address')
      await server.change({ outbound: { private_addresses: null } })
    })

    it('that were fetched with leave are not given out without it', async () => {
      answer = keySet(key.publicJwk)
      expect((await askWith(at('leave'))).status).toBe(200)
      await server.change({ outbound: { private_addresses: false } })
      expect((await askWith(at('leave'))).status).toBe(401)
      await server.change({ outbound: { private_addresses: null } })
    })
  })
})
