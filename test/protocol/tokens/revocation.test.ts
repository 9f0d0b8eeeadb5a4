import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import {
  CLIENT_CREDENTIALS,
  clientPerMethod,
  credentialsOf,
  makeKeyPair,
  SECRET,
  type KeyPair
} from '../clients'
import { ask, askToken, basic, postForm } from '../requests'

const PROVING = ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'] as const

describe('revocation (RFC 7009)', () => {
  let server: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256')
    server = await startServer({
      clients: [
        ...clientPerMethod(key.publicJwk),
        { client_id: 'app', client_secret: SECRET },
        { client_id: 'other', client_secret: SECRET }
      ]
    })
  })
  afterAll(() => server.close())

  const tokenOf = async (client: string) =>
    (await askToken(server, CLIENT_CREDENTIALS, basic(client, SECRET))).json.access_token as string
  const revoke = (client: string, fields: Record<string, string>) =>
    postForm(server, '/oauth2/revoke', fields, basic(client, SECRET))
  const isAlive = async (token: string) => (await server.protocol.verifyAccessToken(token)) !== undefined

  it('ends the token at once, and answers 200 with nothing (§2.2)', async () => {
    const token = await tokenOf('app')
    expect(await isAlive(token)).toBe(true)
    const { status, text, headers } = await revoke('app', { token })
    expect([status, text]).toEqual([200, ''])
    expect(headers.get('cache-control')).toBe('no-store')
    expect(await isAlive(token)).toBe(false)
  })

  it('leaves the other tokens of the client', async () => {
    const [one, other] = [await tokenOf('app'), await tokenOf('app')]
    await revoke('app', { token: one })
    expect(await isAlive(other)).toBe(true)
  })

  it('answers 200 for an unknown token and for one that was revoked before (§2.2)', async () => {
    const token = await tokenOf('app')
    await revoke('app', { token })
    expect((await revoke('app', { token })).status).toBe(200)
    expect((await revoke('app', { token: 'unknown' })).status).toBe(200)
  })

  it("leaves another client's token alone, and answers as for an unknown one (§2.1)", async () => {
    const token = await tokenOf('app')
    const foreign = await revoke('other', { token })
    const unknown = await revoke('other', { token: 'unknown' })
    expect([foreign.status, foreign.text]).toEqual([unknown.status, unknown.text])
    expect(await isAlive(token)).toBe(true)
  })

  it('takes token_type_hint for a hint only (§2.1)', async () => {
    for (const token_type_hint of ['refresh_token', 'nonsense']) {
      const token = await tokenOf('app')
      expect((await revoke('app', { token, token_type_hint })).status).toBe(200)
      expect(await isAlive(token)).toBe(false)
    }
  })

  it('wants a token (§2.1)', async () => {
    const { status, json } = await revoke('app', {})
    expect([status, json.error]).toEqual([400, 'invalid_request'])
  })

  it('wants a client that proves itself (§2.1)', async () => {
    const token = await tokenOf('app')
    const anonymous = await postForm(server, '/oauth2/revoke', { token })
    expect([anonymous.status, anonymous.json.error]).toEqual([401, 'invalid_client'])
    const wrong = await postForm(server, '/oauth2/revoke', { token }, basic('app', 'wrong'))
    expect(wrong.status).toBe(401)
    expect(await isAlive(token)).toBe(true)
  })

  it.each(PROVING)('is open to a client with %s, for its own token', async (method) => {
    const credentials = () => credentialsOf(server, method, { key: key.privateKey })
    const { fields, headers } = await credentials()
    const { json } = await askToken(server, { ...CLIENT_CREDENTIALS, ...fields }, headers)
    const token = json.access_token as string
    const again = await credentials()
    const { status } = await postForm(server, '/oauth2/revoke', { ...again.fields, token }, again.headers)
    expect([status, await isAlive(token)]).toEqual([200, false])
  })

  it('reads the token from the query string only where the compatibility setting says so', async () => {
    const token = await tokenOf('app')
    const byQuery = () => postForm(server, `/oauth2/revoke?token=${token}`, {}, basic('app', SECRET))
    expect((await byQuery()).json.error).toBe('invalid_request')
    expect(await isAlive(token)).toBe(true)
    await server.change({ compatibility: { token_in_query: true } })
    expect((await byQuery()).status).toBe(200)
    expect(await isAlive(token)).toBe(false)
    await server.change({ compatibility: { token_in_query: false } })
  })

  it('is asked by POST only (§2.1)', async () => {
    const { status, headers } = await ask(server, '/oauth2/revoke?token=x')
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
  })
})
