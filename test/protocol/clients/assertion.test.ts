import { createPublicKey } from 'node:crypto'
import { exportSPKI, importJWK, SignJWT, UnsecuredJWT, type CryptoKey } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import {
  ASSERTION_TYPE,
  assertionClaims,
  assertionFields,
  CLIENT_CREDENTIALS,
  clientPerMethod,
  makeKeyPair,
  SECRET,
  secretKey,
  signAssertion,
  type AssertionOptions,
  type KeyPair
} from '../clients'
import { askToken } from '../requests'

describe('client assertions (RFC 7523 §3)', () => {
  let server: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'one')
    server = await startServer({
      clients: [
        ...clientPerMethod(key.publicJwk),
        {
          client_id: 'hs512',
          client_secret: SECRET,
          token_endpoint_auth_method: 'client_secret_jwt',
          token_endpoint_auth_signing_alg: 'HS512'
        }
      ]
    })
  })
  afterAll(() => server.close())

  const send = (assertion: string) =>
    askToken(server, { ...CLIENT_CREDENTIALS, ...assertionFields(assertion) })
  const lastReason = () => server.inspector.list(1)[0]?.reason

  const cases = {
    client_secret_jwt: () => secretKey(),
    private_key_jwt: () => key.privateKey
  } as const

  describe.each(['client_secret_jwt', 'private_key_jwt'] as const)('%s', (method) => {
    const sendWith = async (options: AssertionOptions) =>
      send(await signAssertion(server, method, cases[method](), options))

    const refuses = async (options: AssertionOptions, reason: string) => {
      const { status, json } = await sendWith(options)
      expect([status, json.error, lastReason()]).toEqual([401, 'invalid_client', reason])
    }

    it('accepts the issuer, the token endpoint and that of pushed requests as audience, alone or in a list (RFC 9126 §2)', async () => {
      const tokenEndpoint = `${server.address}/oauth2/token`
      const accepted = [
        server.address,
        tokenEndpoint,
        [server.address],
        ['https://other.example', tokenEndpoint],
        `${server.address}/oauth2/par`
      ]
      for (const aud of accepted) expect((await sendWith({ claims: { aud } })).status, String(aud)).toBe(200)
    })

    it('refuses another audience, none, and one that only looks like it', async () => {
      const wrong = [
        'https://other.example',
        [],
        [42],
        undefined,
        `${server.address}/`,
        `${server.address}/oauth2/token/`
      ]
      for (const aud of wrong) await refuses({ claims: { aud } }, 'assertion-audience-wrong')
    })

    it('refuses one whose iss or sub is not the client', async () => {
      await refuses({ claims: { iss: 'other' } }, 'assertion-issuer-wrong')
      await refuses({ claims: { iss: undefined } }, 'assertion-issuer-wrong')
      await refuses({ claims: { sub: undefined } }, 'assertion-claim-missing')
    })

    it('refuses an expired one, with 30 seconds of grace for clocks that differ', async () => {
      const now = server.clock.nowSeconds()
      await refuses({ claims: { exp: now - 30 } }, 'assertion-expired')
      expect((await sendWith({ claims: { exp: now - 29 } })).status).toBe(200)
    })

    it('refuses one without exp, and one whose exp is no number', async () => {
      await refuses({ claims: { exp: undefined } }, 'assertion-claim-missing')
      await refuses({ claims: { exp: 'tomorrow' } }, 'assertion-claim-missing')
    })

    it('refuses one that is valid for more than an hour', async () => {
      await refuses({ claims: { exp: server.clock.nowSeconds() + 3631 } }, 'assertion-lifetime-too-long')
      await refuses({ claims: { exp: 1e300 } }, 'assertion-lifetime-too-long')
      expect((await sendWith({ claims: { exp: server.clock.nowSeconds() + 3600 } })).status).toBe(200)
    })

    it('refuses one from the future by nbf or iat, with the same grace', async () => {
      const now = server.clock.nowSeconds()
      await refuses({ claims: { nbf: now + 31 } }, 'assertion-not-yet-valid')
      await refuses({ claims: { iat: now + 31 } }, 'assertion-not-yet-valid')
      expect((await sendWith({ claims: { nbf: now + 29, iat: now + 29 } })).status).toBe(200)
      expect((await sendWith({ claims: { nbf: undefined, iat: undefined } })).status).toBe(200)
    })

    it('refuses one without a jti', async () => {
      await refuses({ claims: { jti: undefined } }, 'assertion-claim-missing')
      await refuses({ claims: { jti: '' } }, 'assertion-claim-missing')
    })

    it('refuses the same jti again, as long as it could still be accepted', async () => {
      const assertion = await signAssertion(server, method, cases[method]())
      expect((await send(assertion)).status).toBe(200)
      const again = await send(assertion)
      expect([again.status, again.json.error, lastReason()]).toEqual([
        401,
        'invalid_client',
        'assertion-replayed'
      ])
      server.clock.advance({ seconds: 89 })
      expect((await send(assertion)).status).toBe(401)
      expect(lastReason()).toBe('assertion-replayed')
      server.clock.advance({ seconds: 2 })
      expect((await send(assertion)).status).toBe(401)
      expect(lastReason()).toBe('assertion-expired')
    })

    it('lets one of many parallel uses of a jti through', async () => {
      const assertion = await signAssertion(server, method, cases[method]())
      const answers = await Promise.all(Array.from({ length: 10 }, () => send(assertion)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    })

    it('refuses alg none (RFC 8725 §3.2)', async () => {
      const unsecured = new UnsecuredJWT(assertionClaims(server, method)).encode()
      expect((await send(unsecured)).json.error).toBe('invalid_client')
      expect(lastReason()).toBe('assertion-algorithm-refused')
    })

    it.each(['jwk', 'jku', 'x5u', 'x5c'])('refuses %s in the header (RFC 8725 §3.10)', async (name) => {
      await refuses({ header: { [name]: 'anything' } }, 'assertion-key-in-header')
    })

    it('refuses a header whose alg or kid is no text (RFC 7515 §4.1.1, §4.1.4)', async () => {
      const [header = '', ...rest] = (await signAssertion(server, method, cases[method]())).split('.')
      const own = JSON.parse(Buffer.from(header, 'base64url').toString()) as object
      for (const odd of [{ toString: null, valueOf: null }, ['HS256'], 5, null, true])
        for (const name of ['alg', 'kid']) {
          const forged = Buffer.from(JSON.stringify({ ...own, [name]: odd })).toString('base64url')
          const { status, json } = await send([forged, ...rest].join('.'))
          expect([status, json.error, lastReason()]).toEqual([401, 'invalid_client', 'assertion-malformed'])
        }
    })

    it('refuses critical extensions, since it knows none (RFC 7515 §4.1.11)', async () => {
      const assertion = await signAssertion(server, method, cases[method]())
      const [, payload, signature] = assertion.split('.')
      const header = { alg: method === 'private_key_jwt' ? 'ES256' : 'HS256', crit: ['exp'], exp: 1 }
      const encoded = Buffer.from(JSON.stringify(header)).toString('base64url')
      expect((await send([encoded, payload, signature].join('.'))).status).toBe(401)
    })

    it('refuses a payload that was changed after signing', async () => {
      const [header, , signature] = (await signAssertion(server, method, cases[method]())).split('.')
      const claims = Buffer.from(JSON.stringify(assertionClaims(server, method))).toString('base64url')
      expect((await send([header, claims, signature].join('.'))).status).toBe(401)
      expect(lastReason()).toBe('assertion-signature-wrong')
    })

    it('refuses a missing, a short and a long signature', async () => {
      const [header, claims, signature] = (await signAssertion(server, method, cases[method]())).split('.')
      for (const wrong of ['', 'AA', `${signature}AA`, `${signature}.`, '!'])
        expect((await send([header, claims, wrong].join('.'))).status, wrong).toBe(401)
    })
  })

  it.each(['x', '..', 'a.b.c', 'e30.e30.', 'e30.e30.e30', 'bnVsbA.bnVsbA.x', `${'e30.'.repeat(4)}e30`])(
    'refuses %s, which is no signed JWT',
    async (assertion) => {
      const { status, json } = await send(assertion)
      expect([status, json.error]).toEqual([401, 'invalid_client'])
    }
  )

  it('wants both parameters and the registered type (RFC 7523 §2.2)', async () => {
    const assertion = await signAssertion(server, 'private_key_jwt', key.privateKey)
    const ask = (fields: Record<string, string>) => askToken(server, { ...CLIENT_CREDENTIALS, ...fields })
    expect((await ask({ client_assertion: assertion })).json.error).toBe('invalid_request')
    expect((await ask({ client_assertion_type: ASSERTION_TYPE })).json.error).toBe('invalid_request')
    const other = 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer'
    expect((await ask({ client_assertion: assertion, client_assertion_type: other })).json.error).toBe(
      'invalid_client'
    )
  })

  describe('algorithms come from the registration, not from the header (RFC 8725 §3.1)', () => {
    it('HMAC with the public key as its secret is refused', async () => {
      const jwk = key.publicJwk as Parameters<typeof importJWK>[0]
      const pem = await exportSPKI((await importJWK(jwk, 'ES256', { extractable: true })) as CryptoKey)
      const secrets = [
        pem,
        JSON.stringify(key.publicJwk),
        createPublicKey(pem).export({ format: 'der', type: 'spki' })
      ]
      for (const secret of secrets) {
        const assertion = await signAssertion(
          server,
          'private_key_jwt',
          Uint8Array.from(Buffer.from(secret)),
          { alg: 'HS256' }
        )
        expect((await send(assertion)).status).toBe(401)
        expect(lastReason()).toBe('assertion-algorithm-refused')
      }
    })

    it('a signature with a key pair is refused to a client with a secret', async () => {
      expect((await send(await signAssertion(server, 'client_secret_jwt', key.privateKey))).status).toBe(401)
      expect(lastReason()).toBe('assertion-algorithm-refused')
    })

    it('only the registered one is accepted where one is registered', async () => {
      expect((await send(await signAssertion(server, 'hs512', secretKey(), { alg: 'HS256' }))).status).toBe(
        401
      )
      expect(lastReason()).toBe('assertion-algorithm-refused')
      expect((await send(await signAssertion(server, 'hs512', secretKey(), { alg: 'HS512' }))).status).toBe(
        200
      )
    })

    it.each(['HS256', 'HS384', 'HS512'])(
      '%s is accepted from a secret where none is registered',
      async (alg) => {
        expect(
          (await send(await signAssertion(server, 'client_secret_jwt', secretKey(), { alg }))).status
        ).toBe(200)
      }
    )
  })

  it('is not taken under a secret that is shorter than the digest (RFC 7518 §3.2)', async () => {
    const secret = 's'.repeat(50)
    await server.store.clients.insert({
      ...(await server.store.clients.get('client_secret_jwt'))!,
      client_id: 'short',
      client_secret: secret
    })
    const statusWith = async (alg: string) =>
      (await send(await signAssertion(server, 'short', secretKey(secret), { alg }))).status
    expect(await statusWith('HS384')).toBe(200)
    expect(await statusWith('HS512')).toBe(401)
    expect(lastReason()).toBe('assertion-algorithm-refused')
    const guessed = await signAssertion(server, 'short', secretKey('g'.repeat(50)), { alg: 'HS512' })
    expect((await send(guessed)).status).toBe(401)
    expect(lastReason()).toBe('assertion-signature-wrong')
  })

  it('may bear a jti that another client has used', async () => {
    for (const method of ['client_secret_jwt', 'private_key_jwt'] as const) {
      const options = { claims: { jti: 'the same of both' } }
      expect((await send(await signAssertion(server, method, cases[method](), options))).status).toBe(200)
    }
  })

  it('an assertion of another client is not accepted in its name', async () => {
    const claims = { ...assertionClaims(server, 'hs512'), sub: 'client_secret_jwt' }
    const assertion = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256' })
      .sign(secretKey('x'.repeat(40)))
    expect((await send(assertion)).status).toBe(401)
  })
})
