import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { CLIENT_CREDENTIALS, SECRET } from '../clients'
import { askToken, basic } from '../requests'

describe('the token endpoint with client_credentials (RFC 6749 §4.4)', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startServer({
      scopes: ['orders:read', 'orders:write', 'admin', { name: 'audit', roles: ['auditor'] }],
      clients: [
        { client_id: 'app', client_secret: SECRET },
        { client_id: 'listed', client_secret: SECRET, scope: 'orders:read own admin' },
        { client_id: 'auditing', client_secret: SECRET, scope: 'audit' },
        { client_id: 'automation', client_secret: SECRET, scope: 'admin' },
        { client_id: 'scopeless', client_secret: SECRET, scope: '' },
        { client_id: 'short', client_secret: SECRET, lifetimes: { access_token: 5 } },
        { client_id: 'idle', client_secret: SECRET, grant_types: [] },
        { client_id: 'public', token_endpoint_auth_method: 'none' }
      ]
    })
  })
  afterAll(() => server.close())

  const ask = (form: Record<string, string>, client = 'app') =>
    askToken(server, { ...CLIENT_CREDENTIALS, ...form }, basic(client, SECRET))

  it('gives an opaque token of 255 letters and digits, Bearer, with its lifetime in seconds (§5.1)', async () => {
    const { status, json } = await ask({})
    expect(status).toBe(200)
    expect(json.access_token).toMatch(/^[A-Za-z0-9]{255}$/)
    expect(json).toEqual({ access_token: json.access_token, token_type: 'Bearer', expires_in: 3600 })
  })

  it('gives no refresh token (§4.4.3)', async () => {
    expect((await ask({})).json).not.toHaveProperty('refresh_token')
  })

  it('forbids everybody to store the answer (§5.1)', async () => {
    const { headers } = await ask({})
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('pragma')).toBe('no-cache')
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('etag')).toBeNull()
  })

  it('gives a different token each time', async () => {
    const [one, other] = await Promise.all([ask({}), ask({})])
    expect(one.json.access_token).not.toBe(other.json.access_token)
  })

  it('keeps only the digest of a token', async () => {
    const { json } = await ask({})
    const { items } = await server.store.tokens.list()
    expect(JSON.stringify(items)).not.toContain(json.access_token as string)
  })

  it("uses the client's own lifetime before the server's", async () => {
    expect((await ask({}, 'short')).json.expires_in).toBe(5)
  })

  it('tells the moment of expiry instead of the lifetime when the setting says so', async () => {
    await server.change({ tokens: { expires_in_style: 'expiry_time' } })
    expect((await ask({})).json.expires_in).toBe(server.clock.nowSeconds() + 3600)
    await server.change({ tokens: { expires_in_style: 'lifetime' } })
  })

  describe('the grant type (§5.2)', () => {
    it('is required', async () => {
      const { status, json } = await askToken(server, {}, basic('app', SECRET))
      expect([status, json.error]).toEqual([400, 'invalid_request'])
      expect(json.error_description).toContain('client_credentials')
    })

    it('counts as missing when it has no value (§3.2)', async () => {
      const { json } = await askToken(server, 'grant_type=', basic('app', SECRET))
      expect(json.error).toBe('invalid_request')
    })

    it('is refused when it is not known', async () => {
      const { status, json } = await ask({ grant_type: 'urn:example:unknown' })
      expect([status, json.error]).toEqual([400, 'unsupported_grant_type'])
      expect(json.error_description).toContain('client_credentials')
    })

    it('is refused at once when its flow is switched off, and works at once when it is on again', async () => {
      await server.change({ flows: { oauth2_client_credentials: false } })
      expect((await ask({})).json.error).toBe('unsupported_grant_type')
      await server.change({ flows: { oauth2_client_credentials: true } })
      expect((await ask({})).status).toBe(200)
    })

    it('is refused to a client that is not registered for it', async () => {
      const { status, json } = await ask({}, 'idle')
      expect([status, json.error]).toEqual([400, 'unauthorized_client'])
    })

    it('is refused to a public client (§4.4)', async () => {
      const { status, json } = await askToken(server, { ...CLIENT_CREDENTIALS, client_id: 'public' })
      expect([status, json.error]).toEqual([400, 'unauthorized_client'])
      expect(json.error_description).toContain('confidential')
    })
  })

  describe('the scope (§3.3)', () => {
    it('is granted as asked, and then not repeated (§5.1)', async () => {
      const { json } = await ask({ scope: 'orders:read orders:write' })
      expect(json).not.toHaveProperty('scope')
      const { items } = await server.store.tokens.list({ where: { index: 'client_id', value: 'app' } })
      expect(items.map(({ scope }) => scope)).toContain('orders:read orders:write')
    })

    it('may name the standard ones', async () => {
      expect((await ask({ scope: 'openid profile' })).status).toBe(200)
    })

    it('that the server does not know is refused, naming what it knows', async () => {
      const { status, json } = await ask({ scope: 'orders:read nonsense' })
      expect([status, json.error]).toEqual([400, 'invalid_scope'])
      expect(json.error_description).toMatch(/nonsense.*orders:read/)
      expect(json.error_description).not.toContain('admin')
    })

    it('that needs a role is for people: a client gets it only where it stands in its own scope', async () => {
      const { status, json } = await ask({ scope: 'audit' })
      expect([status, json.error]).toEqual([400, 'invalid_scope'])
      expect(json.error_description).toContain('role auditor')
      expect((await ask({ scope: 'audit' }, 'auditing')).status).toBe(200)
    })

    it.each(['orders:read  orders:write', ' orders:read', 'orders"read', 'br\u00fccke'])(
      'that is malformed is refused: %j',
      async (scope) => {
        expect((await ask({ scope })).json.error).toBe('invalid_scope')
      }
    )

    it('admin is refused to a client without a scope of its own', async () => {
      expect((await ask({ scope: 'admin' })).json.error).toBe('invalid_scope')
    })

    it('admin is granted to a client that has it in its scope and asks for it', async () => {
      const { status, json } = await ask({ scope: 'admin' }, 'listed')
      expect(status).toBe(200)
      expect(json).not.toHaveProperty('scope')
    })

    it("beyond the client's own is refused, naming what it may ask for", async () => {
      const { json } = await ask({ scope: 'orders:write' }, 'listed')
      expect(json.error).toBe('invalid_scope')
      expect(json.error_description).toContain('orders:read, own, admin')
    })

    it("in the client's own list needs no registration at the server", async () => {
      expect((await ask({ scope: 'own' }, 'listed')).status).toBe(200)
    })

    it('of nobody may be asked for by a client whose own is empty', async () => {
      expect((await ask({ scope: 'orders:read' }, 'scopeless')).json.error).toBe('invalid_scope')
    })

    it("defaults to the client's own without admin, and the answer says so (§5.1)", async () => {
      expect((await ask({}, 'listed')).json.scope).toBe('orders:read own')
    })

    it('defaults to admin where a client has nothing else', async () => {
      expect((await ask({}, 'automation')).json.scope).toBe('admin')
    })

    it('defaults to none for a client without one', async () => {
      expect((await ask({})).json).not.toHaveProperty('scope')
    })

    it('repeats nothing that was asked for twice', async () => {
      expect((await ask({ scope: 'orders:read orders:read' })).json.scope).toBe('orders:read')
    })
  })

  describe('the resource (RFC 8707 §2)', () => {
    const audienceOf = async (form: [string, string][]) => {
      const answer = await askToken(
        server,
        [['grant_type', 'client_credentials'], ...form],
        basic('app', SECRET)
      )
      expect(answer.status).toBe(200)
      const token = await server.protocol.verifyAccessToken(answer.json.access_token as string)
      return token?.aud
    }

    it('becomes the audience', async () => {
      expect(await audienceOf([['resource', 'https://api.example.com/orders']])).toEqual([
        'https://api.example.com/orders'
      ])
    })

    it('may stand more than once', async () => {
      const both: [string, string][] = [
        ['resource', 'https://api.example.com'],
        ['resource', 'urn:example:stock']
      ]
      expect(await audienceOf(both)).toEqual(['https://api.example.com', 'urn:example:stock'])
    })

    it('that stands twice is one audience', async () => {
      const twice: [string, string][] = [
        ['resource', 'urn:example:stock'],
        ['resource', 'urn:example:stock']
      ]
      expect(await audienceOf(twice)).toEqual(['urn:example:stock'])
    })

    it('is no audience when it is left out', async () => {
      expect(await audienceOf([])).toBeUndefined()
    })

    it.each(['orders', '/orders', 'https://api.example.com/#part', 'https://api.example.com/a b'])(
      'that is no absolute URI without a fragment is an invalid_target: %s',
      async (resource) => {
        const { status, json } = await ask({ resource })
        expect([status, json.error]).toEqual([400, 'invalid_target'])
      }
    )

    it('is limited in length', async () => {
      expect((await ask({ resource: `https://e/${'x'.repeat(2000)}` })).json.error).toBe('invalid_target')
    })

    it('is limited in number', async () => {
      const many = Array.from(
        { length: 11 },
        (_, index) => ['resource', `urn:example:${index}`] as [string, string]
      )
      const { json } = await askToken(
        server,
        [['grant_type', 'client_credentials'], ...many],
        basic('app', SECRET)
      )
      expect(json.error).toBe('invalid_target')
    })
  })

  describe('the form (§3.2 and appendix B)', () => {
    it.each(['grant_type', 'scope', 'client_id', 'anything'])('refuses %s twice', async (name) => {
      const twice = `grant_type=client_credentials&${name}=a&${name}=b`
      const { status, json } = await askToken(server, twice, basic('app', SECRET))
      expect([status, json.error]).toEqual([400, 'invalid_request'])
    })

    it.each(['scope=%', 'scope=%zz', 'scope=%ff', '%=1', 'scope=%c3%28'])(
      'refuses the malformed escape in %s',
      async (part) => {
        const { status, json } = await askToken(
          server,
          `grant_type=client_credentials&${part}`,
          basic('app', SECRET)
        )
        expect([status, json.error]).toEqual([400, 'invalid_request'])
      }
    )

    it('takes a plus for a space', async () => {
      const { status } = await askToken(
        server,
        'grant_type=client_credentials&scope=orders:read+orders:write',
        basic('app', SECRET)
      )
      expect(status).toBe(200)
    })

    it('ignores parameters that it does not know (§3.2), by any name', async () => {
      const odd = 'grant_type=client_credentials&&=&__proto__=1&constructor=2&toString&x=%00'
      expect((await askToken(server, odd, basic('app', SECRET))).status).toBe(200)
    })
  })

  it('describes refusals in the characters that RFC 6749 §5.2 permits, whatever was sent', async () => {
    const { json } = await ask({ grant_type: 'p\u00e4ss"wo\\rd\n' })
    expect(json.error_description).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/)
  })
})
