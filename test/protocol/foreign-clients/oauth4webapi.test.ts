import * as oauth from 'oauth4webapi'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { clientPerMethod, makeKeyPair, SECRET, type KeyPair } from '../clients'

const INSECURE = { [oauth.allowInsecureRequests]: true }

describe('oauth4webapi', () => {
  let server: TestServer
  let metadata: oauth.AuthorizationServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'one')
    server = await startServer({
      settings: { tokens: { access_token_format: 'jwt', signing_alg: 'ES256' } },
      clients: clientPerMethod(key.publicJwk)
    })
    const issuer = new URL(server.address)
    const response = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...INSECURE })
    metadata = await oauth.processDiscoveryResponse(issuer, response)
  })
  afterAll(() => server.close())

  const authentications = {
    client_secret_basic: (secret = SECRET) => oauth.ClientSecretBasic(secret),
    client_secret_post: (secret = SECRET) => oauth.ClientSecretPost(secret),
    client_secret_jwt: (secret = SECRET) => oauth.ClientSecretJwt(secret),
    private_key_jwt: () => oauth.PrivateKeyJwt({ key: key.privateKey, kid: 'one' })
  }
  const methods = Object.keys(authentications) as (keyof typeof authentications)[]

  const request = (method: string, authentication: oauth.ClientAuth) =>
    oauth.clientCredentialsGrantRequest(metadata, { client_id: method }, authentication, {}, INSECURE)

  it.each(methods)(
    'gets a token by %s, which a resource server verifies by itself (RFC 9068 §4)',
    async (method) => {
      const response = await request(method, authentications[method]())
      const { access_token, token_type } = await oauth.processClientCredentialsResponse(
        metadata,
        { client_id: method },
        response
      )
      expect(token_type).toBe('bearer')
      const call = new Request('https://api.example.com', {
        headers: { Authorization: `Bearer ${access_token}` }
      })
      const claims = await oauth.validateJwtAccessToken(metadata, call, server.address, INSECURE)
      expect(claims).toMatchObject({ client_id: method, sub: method })
    }
  )

  it.each(methods)('introspects and revokes by %s', async (method) => {
    const self = { client_id: method }
    const { access_token } = await oauth.processClientCredentialsResponse(
      metadata,
      self,
      await request(method, authentications[method]())
    )
    const introspect = async () =>
      oauth.processIntrospectionResponse(
        metadata,
        self,
        await oauth.introspectionRequest(metadata, self, authentications[method](), access_token, INSECURE)
      )
    expect(await introspect()).toMatchObject({ active: true, client_id: method })
    await oauth.processRevocationResponse(
      await oauth.revocationRequest(metadata, self, authentications[method](), access_token, INSECURE)
    )
    expect(await introspect()).toEqual({ active: false })
  })

  it.each(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'] as const)(
    'sees the challenge for a wrong secret by %s',
    async (method) => {
      const response = await request(method, authentications[method]('x'.repeat(64)))
      expect(response.status).toBe(401)
      await expect(
        oauth.processClientCredentialsResponse(metadata, { client_id: method }, response)
      ).rejects.toBeInstanceOf(oauth.WWWAuthenticateChallengeError)
    }
  )

  it('gets nothing with none, and may revoke with it', async () => {
    const self = { client_id: 'none' }
    const response = await request('none', oauth.None())
    await expect(oauth.processClientCredentialsResponse(metadata, self, response)).rejects.toMatchObject({
      status: 400,
      error: 'unauthorized_client'
    })
    const revocation = await oauth.revocationRequest(metadata, self, oauth.None(), 'anything', INSECURE)
    expect(await oauth.processRevocationResponse(revocation)).toBeUndefined()
  })
})
