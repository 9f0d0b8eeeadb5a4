import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import {
  CLIENT_CREDENTIALS,
  clientPerMethod,
  credentialsOf,
  makeKeyPair,
  PLAIN_METHODS,
  SECRET,
  type KeyPair,
  type PlainMethod
} from '../clients'
import { askRaw, askToken, basic, basicRaw, postForm } from '../requests'

const PROVING = PLAIN_METHODS.filter((name) => name !== 'none')
const WRONG_SECRET = 'another-secret-that-is-just-as-long-as-the-registered-one-is-or-longer'

describe('client authentication (RFC 6749 §2.3)', () => {
  let server: TestServer
  let key: KeyPair
  let foreignKey: KeyPair

  beforeAll(async () => {
    ;[key, foreignKey] = await Promise.all([makeKeyPair('ES256'), makeKeyPair('ES256')])
    const odd = { client_secret: 'p+l%u:s &=? "\\', client_id: 'odd:id %41+' }
    server = await startServer({ clients: [...clientPerMethod(key.publicJwk), odd] })
  })
  afterAll(() => server.close())

  const lastReason = () => server.inspector.list(1)[0]?.reason

  async function tokenWith(
    method: PlainMethod,
    change: { secret?: string; clientId?: string; wrongKey?: boolean } = {}
  ) {
    const signer = change.wrongKey ? foreignKey : key
    const { fields, headers } = await credentialsOf(server, method, { ...change, key: signer.privateKey })
    return askToken(server, { ...CLIENT_CREDENTIALS, ...fields }, headers)
  }

  describe.each(PROVING)('%s', (method) => {
    it('gets a token with the right credentials', async () => {
      const { status, json } = await tokenWith(method)
      expect(status).toBe(200)
      expect(json.access_token).toHaveLength(255)
    })

    it('is refused with wrong ones: 401 invalid_client with a challenge (§5.2)', async () => {
      const { status, json, headers } = await tokenWith(method, { secret: WRONG_SECRET, wrongKey: true })
      expect([status, json.error]).toEqual([401, 'invalid_client'])
      expect(headers.get('www-authenticate')).toMatch(/^Basic realm="/)
      expect(headers.get('cache-control')).toBe('no-store')
    })

    it('is refused with an unknown client in the same words as with wrong credentials', async () => {
      const wrong = await tokenWith(method, { secret: WRONG_SECRET, wrongKey: true })
      expect(lastReason()).toBe(method.endsWith('jwt') ? 'assertion-signature-wrong' : 'client-secret-wrong')
      const unknown = await tokenWith(method, { clientId: 'nobody' })
      expect(lastReason()).toBe('client-unknown')
      expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text])
    })

    it('is refused while it is switched off, and works at once when it is on again', async () => {
      await server.change({ client_authentication: { [method]: false } })
      const off = await tokenWith(method)
      expect([off.status, off.json.error, lastReason()]).toEqual([
        401,
        'invalid_client',
        'client-authentication-off'
      ])
      await server.change({ client_authentication: { [method]: true } })
      expect((await tokenWith(method)).status).toBe(200)
    })

    it('is refused to a client that is registered with another method', async () => {
      for (const other of PLAIN_METHODS.filter((name) => name !== method)) {
        const { status, json } = await tokenWith(method, { clientId: other })
        expect([status, json.error], other).toEqual([401, 'invalid_client'])
      }
    })

    it('is refused to a blocked client, and only who has proven to be it is told why', async () => {
      await server.store.clients.update(method, (client) => ({ ...client, blocked: true }))
      const right = await tokenWith(method)
      expect([right.status, right.json.error, lastReason()]).toEqual([
        401,
        'invalid_client',
        'client-blocked'
      ])
      const wrong = await tokenWith(method, { secret: WRONG_SECRET, wrongKey: true })
      expect(wrong.json.error_description).not.toContain('blocked')
      await server.store.clients.update(method, (client) => ({ ...client, blocked: false }))
      expect((await tokenWith(method)).status).toBe(200)
    })

    it('accepts a client_id in the body beside it when it is the same, and refuses another (RFC 7521 §4.2)', async () => {
      const { fields, headers } = await credentialsOf(server, method, { key: key.privateKey })
      const other = { ...CLIENT_CREDENTIALS, ...fields, client_id: 'other' }
      if (method !== 'client_secret_post') {
        const contradicts = await askToken(server, other, headers)
        expect([contradicts.status, contradicts.json.error]).toEqual([400, 'invalid_request'])
      }
      const same = await askToken(server, { ...CLIENT_CREDENTIALS, ...fields, client_id: method }, headers)
      expect(same.status).toBe(200)
    })

    it('never says a secret again', async () => {
      const { text, headers } = await tokenWith(method, { secret: WRONG_SECRET })
      expect(text + JSON.stringify([...headers])).not.toContain(WRONG_SECRET)
      expect(JSON.stringify([server.inspector.list(500), server.logged])).not.toContain('secret-of-more')
    })
  })

  it('is required: without any it is 401 invalid_client (§5.2)', async () => {
    const { status, json } = await askToken(server, CLIENT_CREDENTIALS)
    expect([status, json.error, lastReason()]).toEqual([
      401,
      'invalid_client',
      'client-authentication-missing'
    ])
  })

  it('by client_id alone is refused to a confidential client', async () => {
    const { status, json } = await askToken(server, {
      ...CLIENT_CREDENTIALS,
      client_id: 'client_secret_post'
    })
    expect([status, json.error, lastReason()]).toEqual([
      401,
      'invalid_client',
      'client-authentication-differs'
    ])
  })

  describe('two methods in one request (§2.3)', () => {
    const pairs = PROVING.flatMap((one, index) =>
      PROVING.slice(index + 1).map((other) => [one, other] as const)
    )
    const distinct = pairs.filter(([one, other]) => !(one.endsWith('jwt') && other.endsWith('jwt')))

    it.each(distinct)('%s and %s are an invalid_request', async (one, other) => {
      const first = await credentialsOf(server, one, { key: key.privateKey })
      const second = await credentialsOf(server, other, { key: key.privateKey, clientId: one })
      const fields = { ...CLIENT_CREDENTIALS, ...first.fields, ...second.fields }
      const { status, json } = await askToken(server, fields, { ...first.headers, ...second.headers })
      expect([status, json.error, lastReason()]).toEqual([
        400,
        'invalid_request',
        'client-authentication-twice'
      ])
    })

    it('even where both are right and the same secret stands in both', async () => {
      const fields = { ...CLIENT_CREDENTIALS, client_id: 'client_secret_basic', client_secret: SECRET }
      const { json } = await askToken(server, fields, basic('client_secret_basic', SECRET))
      expect(json.error).toBe('invalid_request')
    })

    it('are refused as two Authorization headers too', async () => {
      const { Authorization } = basic('client_secret_basic', SECRET)
      const headers = ['Host', 'localhost', 'Content-Type', 'application/x-www-form-urlencoded']
      const { status, json } = await askRaw(server, {
        method: 'POST',
        path: '/oauth2/token',
        headers: [...headers, 'Authorization', Authorization, 'authorization', Authorization],
        body: 'grant_type=client_credentials'
      })
      expect([status, json.error]).toEqual([400, 'invalid_request'])
    })
  })

  describe('client_secret_basic (§2.3.1)', () => {
    it('decodes both halves as form text', async () => {
      const { status } = await askToken(server, CLIENT_CREDENTIALS, basic('odd:id %41+', 'p+l%u:s &=? "\\'))
      expect(status).toBe(200)
    })

    it('takes the scheme in any case (RFC 9110 §11.1)', async () => {
      const { Authorization } = basic('client_secret_basic', SECRET)
      const headers = { Authorization: Authorization.replace('Basic', 'bASIC') }
      expect((await askToken(server, CLIENT_CREDENTIALS, headers)).status).toBe(200)
    })

    it.each(['%', 'a%zz:b', 'a:%', 'a:%f', 'a:%c3%28', '%ff:x', 'client_secret_basic:100%'])(
      'with the malformed percent escape %s is 401 invalid_client, never a 500',
      async (pair) => {
        const { status, json, headers } = await askToken(server, CLIENT_CREDENTIALS, basicRaw(pair))
        expect([status, json.error]).toEqual([401, 'invalid_client'])
        expect(headers.get('www-authenticate')).toContain('Basic')
      }
    )

    it.each([
      ['Basic'],
      ['Basic '],
      ['Basic !!!'],
      ['Basic a b'],
      ['Basic bm9jb2xvbg=='],
      ['Basic OnNlY3JldA=='],
      ['Basic =='],
      ['Bearer abc'],
      ['Digest username="x"'],
      ['nonsense']
    ])('is refused as %j with 401 and a challenge', async (Authorization) => {
      const { status, json, headers } = await askToken(server, CLIENT_CREDENTIALS, { Authorization })
      expect([status, json.error]).toEqual([401, 'invalid_client'])
      expect(headers.get('www-authenticate')).toContain('Basic')
    })

    it('with an empty secret is refused', async () => {
      expect((await askToken(server, CLIENT_CREDENTIALS, basicRaw('client_secret_basic:'))).status).toBe(401)
    })
  })

  describe('client_secret_post (§2.3.1)', () => {
    it('without client_id is an invalid_request', async () => {
      const { status, json } = await askToken(server, { ...CLIENT_CREDENTIALS, client_secret: SECRET })
      expect([status, json.error]).toEqual([400, 'invalid_request'])
    })

    it('is not read from the query string (§2.3.1)', async () => {
      const query = `client_id=client_secret_post&client_secret=${SECRET}`
      const { status } = await postForm(server, `/oauth2/token?${query}`, CLIENT_CREDENTIALS)
      expect(status).toBe(401)
    })

    it('with an empty secret counts as client_id alone', async () => {
      const fields = { ...CLIENT_CREDENTIALS, client_id: 'client_secret_post', client_secret: '' }
      expect((await askToken(server, fields)).json.error).toBe('invalid_client')
    })
  })

  describe('none (§2.3.2)', () => {
    it('lets a public client revoke, and is refused while it is switched off', async () => {
      const fields = { client_id: 'none', token: 'anything' }
      expect((await postForm(server, '/oauth2/revoke', fields)).status).toBe(200)
      await server.change({ client_authentication: { none: false } })
      const off = await postForm(server, '/oauth2/revoke', fields)
      expect([off.status, off.json.error]).toEqual([401, 'invalid_client'])
      await server.change({ client_authentication: { none: true } })
    })

    it('is refused to an unknown and to a blocked client', async () => {
      expect((await postForm(server, '/oauth2/revoke', { client_id: 'nobody', token: 'x' })).status).toBe(401)
      await server.store.clients.update('none', (client) => ({ ...client, blocked: true }))
      expect((await postForm(server, '/oauth2/revoke', { client_id: 'none', token: 'x' })).status).toBe(401)
      await server.store.clients.update('none', (client) => ({ ...client, blocked: false }))
    })

    it('is refused to a client that brings a secret', async () => {
      const fields = { client_id: 'none', client_secret: SECRET, token: 'x' }
      expect((await postForm(server, '/oauth2/revoke', fields)).json.error).toBe('invalid_client')
    })
  })
})
