import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { makeKeyPair, type KeyPair } from '../clients'
import { signProof, type ProofOptions } from './proofs'
import { ask, askToken, basic } from '../requests'

const FORM = { grant_type: 'client_credentials' }
const AUTH = basic('app', 'a-secret')

describe('the nonces of DPoP (RFC 9449 §8)', () => {
  let server: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    server = await startServer({
      settings: { dpop: { nonce_required: true } },
      clients: [{ client_id: 'app', client_secret: 'a-secret', grant_types: ['client_credentials'] }]
    })
  })
  afterAll(() => server.close())

  const askWith = async (options: ProofOptions = {}) =>
    askToken(server, FORM, { ...AUTH, DPoP: await signProof(server, key, options) })
  const freshNonce = async () => (await askWith()).headers.get('dpop-nonce') ?? ''

  it('are asked for where a proof has none, and told with every answer to a proof', async () => {
    const first = await askWith()
    expect([first.status, first.json.error]).toEqual([400, 'use_dpop_nonce'])
    const nonce = first.headers.get('dpop-nonce')!
    const second = await askWith({ nonce })
    expect([second.status, second.json.token_type]).toEqual([200, 'DPoP'])
    expect(second.headers.get('dpop-nonce')).toBe(nonce)
    const refused = await askWith({ nonce, claims: { htm: 'GET' } })
    expect([refused.json.error, refused.headers.get('dpop-nonce')]).toEqual(['invalid_dpop_proof', nonce])
  })

  it.each(['made-up', '', 7])('are refused when they are not the server’s own: %s', async (nonce) => {
    expect((await askWith({ claims: { nonce } })).json.error).toBe('use_dpop_nonce')
  })

  it('are renewed every five minutes, and accepted for as long again', async () => {
    const nonce = await freshNonce()
    server.clock.advance({ seconds: 300 })
    const later = await freshNonce()
    expect(later).not.toBe(nonce)
    expect((await askWith({ nonce })).status).toBe(200)
    server.clock.advance({ seconds: 300 })
    expect((await askWith({ nonce })).json.error).toBe('use_dpop_nonce')
    expect((await askWith({ nonce: later })).status).toBe(200)
  })

  it('stand in for the clock of the client (§11.1), and the proof is still taken once', async () => {
    const options = { nonce: await freshNonce(), claims: { iat: 1_000_000, jti: 'an old clock' } }
    expect((await askWith(options)).status).toBe(200)
    server.clock.advance({ seconds: 299 })
    expect((await askWith(options)).json.error).toBe('invalid_dpop_proof')
  })

  it('are asked for by protected resources with 401 and a challenge (§9)', async () => {
    const { json } = await askWith({ nonce: await freshNonce() })
    const token = String(json.access_token)
    const proof = await signProof(server, key, { method: 'GET', path: '/oauth2/userinfo', token })
    const answer = await ask(server, '/oauth2/userinfo', {
      headers: { Authorization: `DPoP ${token}`, DPoP: proof }
    })
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toMatch(/^DPoP error="use_dpop_nonce"/)
    expect(answer.headers.get('dpop-nonce')).toBe(await freshNonce())
  })

  it('are not spoken of while they are not required', async () => {
    await server.change({ dpop: { nonce_required: false } })
    const answer = await askWith()
    expect([answer.status, answer.headers.get('dpop-nonce')]).toEqual([200, null])
  })
})
