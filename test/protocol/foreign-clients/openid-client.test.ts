import * as client from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startServer, type TestServer } from '../../support/start-server'
import { clientPerMethod, makeKeyPair, SECRET, type KeyPair } from '../clients'

describe('openid-client', () => {
  let server: TestServer
  let key: KeyPair
  let foreignKey: KeyPair

  beforeAll(async () => {
    ;[key, foreignKey] = await Promise.all([makeKeyPair('ES256', 'one'), makeKeyPair('ES256', 'one')])
    server = await startServer({
      scopes: ['orders'],
      clients: clientPerMethod(key.publicJwk).map((registered) => ({
        ...registered,
        access_token_format: 'jwt'
      }))
    })
  })
  afterAll(() => server.close())

  const right = {
    client_secret_basic: () => client.ClientSecretBasic(SECRET),
    client_secret_post: () => client.ClientSecretPost(SECRET),
    client_secret_jwt: () => client.ClientSecretJwt(SECRET),
    private_key_jwt: () => client.PrivateKeyJwt({ key: key.privateKey, kid: 'one' })
  }
  const wrong = {
    client_secret_basic: () => client.ClientSecretBasic('x'.repeat(64)),
    client_secret_post: () => client.ClientSecretPost('x'.repeat(64)),
    client_secret_jwt: () => client.ClientSecretJwt('x'.repeat(64)),
    private_key_jwt: () => client.PrivateKeyJwt({ key: foreignKey.privateKey, kid: 'one' })
  }
  const methods = Object.keys(right) as (keyof typeof right)[]

  const discover = (
    clientId: string,
    authentication: client.ClientAuth,
    algorithm: 'oidc' | 'oauth2' = 'oidc'
  ) =>
    client.discovery(new URL(server.address), clientId, undefined, authentication, {
      algorithm,
      execute: [client.allowInsecureRequests]
    })

  const refusal = async (attempt: Promise<unknown>) => {
    const error = await attempt.then(
      () => undefined,
      (thrown: unknown) => thrown
    )
    if (error instanceof client.ResponseBodyError) return { status: error.status, error: error.error }
    if (error instanceof client.WWWAuthenticateChallengeError)
      return {
        status: error.status,
        error: ((await error.response?.json()) as { error: string }).error,
        scheme: error.cause[0]?.scheme
      }
    throw error
  }

  it.each(['oidc', 'oauth2'] as const)('finds the server by its %s document', async (algorithm) => {
    const config = await discover('client_secret_basic', right.client_secret_basic(), algorithm)
    expect(config.serverMetadata()).toMatchObject({
      issuer: server.address,
      grant_types_supported: expect.arrayContaining(['client_credentials']) as string[]
    })
  })

  it.each(methods)('gets, introspects and revokes a token by %s', async (method) => {
    const config = await discover(method, right[method]())
    const tokens = await client.clientCredentialsGrant(config, {
      scope: 'orders',
      resource: 'https://api.example.com'
    })
    expect(tokens.expires_in).toBe(3600)
    expect(await client.tokenIntrospection(config, tokens.access_token)).toMatchObject({
      active: true,
      client_id: method,
      aud: 'https://api.example.com',
      scope: 'orders'
    })
    await client.tokenRevocation(config, tokens.access_token)
    expect(await client.tokenIntrospection(config, tokens.access_token)).toEqual({ active: false })
  })

  it.each(methods)('is refused with the wrong key or secret by %s', async (method) => {
    const config = await discover(method, wrong[method]())
    expect(await refusal(client.clientCredentialsGrant(config))).toEqual({
      status: 401,
      error: 'invalid_client',
      scheme: 'basic'
    })
  })

  it('may revoke but neither get a token nor introspect with none', async () => {
    const config = await discover('none', client.None())
    await client.tokenRevocation(config, 'anything')
    expect(await refusal(client.clientCredentialsGrant(config))).toEqual({
      status: 400,
      error: 'unauthorized_client'
    })
    expect(await refusal(client.tokenIntrospection(config, 'x'))).toMatchObject({
      status: 401,
      error: 'invalid_client'
    })
  })

  it('is told when the flow is switched off', async () => {
    const config = await discover('client_secret_post', right.client_secret_post())
    await server.change({ flows: { oauth2_client_credentials: false } })
    expect(await refusal(client.clientCredentialsGrant(config))).toEqual({
      status: 400,
      error: 'unsupported_grant_type'
    })
    await server.change({ flows: { oauth2_client_credentials: true } })
  })
})
