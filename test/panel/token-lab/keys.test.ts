import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedCopy } from '../../../src-main/contract'
import { refusalOf } from '../../support/panel/panel-call'
import { adminToken, contextOf, portCall, restCall } from '../../support/panel/panel-transports'
import { createTokenLabWorld, jwks, KEY, part, type TokenLabWorld } from './world'

let world: TokenLabWorld
beforeAll(async () => {
  world = await createTokenLabWorld()
})
afterAll(() => world.server.close())

/** A JWT access token of this server. */
let accessToken: string
beforeAll(async () => {
  accessToken = (await world.ask({ grant_type: 'client_credentials' })).access_token
})

describe('The keys that a signature is verified with', () => {
  it('are taken from PEM, and from the private half too, of which the public one is used', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const { token, header } = await world.sign({
      header: { alg: 'PS384' },
      claims: {},
      key: { from: 'pasted', text: pem }
    })
    expect(header).toEqual({ alg: 'PS384' })
    for (const text of [pem, publicKey.export({ type: 'spki', format: 'pem' }).toString()])
      expect((await world.verify({ token, keys: { from: 'pasted', text } })).signature.outcome).toBe('ok')
  })

  it('may be a shared secret, which is none for a token that was signed with a key, nor the other way round (RFC 8725 §2.1)', async () => {
    const secret = { from: 'secret', secret: 'a secret that both sides have' }
    const { token } = await world.sign({ header: { alg: 'HS512' }, claims: {}, key: secret })
    expect((await world.verify({ token, keys: secret })).signature).toMatchObject({
      outcome: 'ok',
      values: { alg: 'HS512' }
    })
    expect((await world.verify({ token, keys: { ...secret, secret: 'another' } })).signature.reason).toBe(
      'wrong'
    )
    expect((await world.verify({ token })).signature.reason).toBe('needs_secret')
    expect((await world.verify({ token: accessToken, keys: secret })).signature.reason).toBe(
      'needs_public_key'
    )
  })

  it('never include a public key taken for a secret, as forgers do it', async () => {
    const key = (await world.server.protocol.jwks()).keys[0]!
    const forged = await world.sign({
      header: { alg: 'HS256', kid: key.kid },
      claims: { iss: world.server.address },
      key: { from: 'secret', secret: JSON.stringify(key) }
    })
    const verdict = await world.verify({ token: forged.token, keys: jwks(key) })
    expect(verdict.signature).toMatchObject({ outcome: 'failed', reason: 'needs_secret' })
  })

  it.each([
    ['a key that the set does not have', { kid: 'gone' }, 'key_unknown'],
    [
      'something critical that nobody here understands (RFC 7515 §4.1.11)',
      { crit: ['exp'] },
      'critical_header'
    ]
  ])('do not help against %s', async (_, header, reason) => {
    const { token, publicKey } = await world.sign({ header: { kid: 'k1' }, claims: {}, key: KEY })
    const [, claims, signature] = token.split('.')
    const changed = `${part({ alg: 'ES256', kid: 'k1', ...header })}.${claims}.${signature}`
    const keys = jwks({ ...publicKey, kid: 'k1' })
    expect((await world.verify({ token: changed, keys })).signature).toMatchObject({
      outcome: 'failed',
      reason
    })
  })

  it('say what is accepted when what was pasted is none', async () => {
    for (const text of ['hello', '{"keys":[]}', '{"kty":"EC"}', '-----BEGIN PUBLIC KEY-----\nx\n']) {
      const refused = await refusalOf(world.verify({ token: accessToken, keys: { from: 'pasted', text } }))
      expect(refused).toMatchObject({ status: 422, issues: [{ path: ['keys', 'text'] }] })
      expect(refused.message).toContain('must be a JWK or a JWKS')
    }
  })

  describe('at an address', () => {
    let publisher: Server
    let url: string
    beforeAll(async () => {
      const keys = (await world.server.protocol.jwks()).keys
      publisher = createServer((_, response) => void response.end(JSON.stringify({ keys })))
      await new Promise<void>((resolve) => publisher.listen(0, '127.0.0.1', resolve))
      url = `http://127.0.0.1:${(publisher.address() as { port: number }).port}/keys`
    })
    afterAll(() => void publisher.close())
    const at = (address: string) => ({ token: accessToken, keys: { from: 'url', url: address } })

    it('are fetched for an administrator: this server’s own, and others of the machine that it listens to alone', async () => {
      for (const address of [`${world.server.address}/oauth2/jwks.json`, url])
        expect((await world.verify(at(address))).signature.outcome).toBe('ok')
    })

    it('are asked nowhere else from a browser, and anywhere from the desktop', async () => {
      const refused = await refusalOf(world.verify(at('https://issuer.example/jwks')))
      expect(refused).toMatchObject({ status: 422, issues: [{ path: ['keys', 'url'] }] })
      expect(refused.message).toContain(`${world.server.address}/oauth2/jwks.json`)
      const desktop = portCall(world.server, contextOf({ kind: 'local' }, ['playground.any_issuer']))
      const tried = await refusalOf(desktop('tokenLab.verify', at('http://issuer.invalid/jwks')))
      desktop.close()
      expect(tried.message).toContain('a JSON object with a list of keys')
    })

    it('are fetched for nobody but administrators', async () => {
      for (const name of ['alice', 'mo'])
        expect(await refusalOf((await world.as(name))('tokenLab.verify', at(url)))).toMatchObject({
          code: 'FORBIDDEN'
        })
    })
  })
})

describe('Signing a copy', () => {
  it('makes a key pair on the spot, that can sign again when it is pasted', async () => {
    const first = await world.sign({ header: { typ: 'at+jwt' }, claims: { sub: 'me' }, key: KEY })
    expect(first.header).toEqual({ typ: 'at+jwt', alg: 'ES256', kid: first.publicKey?.kid })
    const again = await world.sign({
      header: first.header,
      claims: { sub: 'you' },
      key: { from: 'pasted', text: JSON.stringify(first.privateKey) }
    })
    const verdict = await world.verify({ token: again.token, keys: jwks(first.publicKey) })
    expect(verdict.signature.outcome).toBe('ok')
  })

  it('never uses a key of this server, not even for an administrator who has it in hand', async () => {
    const own = await world.server.protocol.signingKeys.current('RS256')
    const { d: _d, kid: _kid, ...renamed } = own
    for (const key of [own, { ...renamed, d: own.d, kid: 'mine' }])
      expect(
        await refusalOf(
          world.sign({ header: {}, claims: {}, key: { from: 'pasted', text: JSON.stringify(key) } })
        )
      ).toMatchObject({ status: 422, issues: [{ path: ['key', 'text'] }] })
    expect(await refusalOf(world.sign({ header: {}, claims: {}, key: { from: 'server' } }))).toMatchObject({
      status: 422
    })
  })

  it('leaves no trace in the audit trail, since it changes nothing', async () => {
    await world.sign({ header: {}, claims: {}, key: KEY })
    const { items } = (await world.call('audit.list', { search: 'tokenLab' })) as {
      items: { action?: string }[]
    }
    expect(JSON.stringify(items)).not.toContain('tokenLab.sign')
  })

  it('is there over REST as well', async () => {
    const rest = restCall(world.server, await adminToken(world.server, 'robot', 'robot-secret'))
    const copy = (await rest('tokenLab.sign', { header: {}, claims: { a: 1 }, key: KEY })) as SignedCopy
    const verdict = await rest('tokenLab.verify', { token: copy.token, keys: jwks(copy.publicKey) })
    expect(verdict).toMatchObject({ kind: 'jwt', signature: { outcome: 'ok' } })
  })
})
