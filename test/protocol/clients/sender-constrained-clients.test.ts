import * as oauth from 'oauth4webapi'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeCertificate } from '../../support/certificates'
import { createHttpsFetch } from '../../support/https-fetch'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'a-secret'
const ca = makeCertificate({ subject: 'Test authority', ca: true })
const serverCert = makeCertificate({ subject: 'localhost', issuer: ca, san: { dns: 'localhost' } })
const own = makeCertificate({ subject: 'app', issuer: ca, usage: 'client', san: { dns: 'app.example' } })

describe('independent clients with proof of possession', () => {
  let server: TestServer

  beforeAll(async () => {
    const client = { grant_types: ['client_credentials' as const], access_token_format: 'jwt' as const }
    server = await startServer({
      tls: serverCert,
      settings: { dpop: { nonce_required: true }, https: { client_ca: ca.cert } },
      clients: [
        { ...client, client_id: 'dpop', client_secret: SECRET, dpop_bound_access_tokens: true },
        {
          ...client,
          client_id: 'mtls',
          token_endpoint_auth_method: 'tls_client_auth',
          tls_client_auth_san_dns: 'app.example',
          tls_client_certificate_bound_access_tokens: true
        }
      ]
    })
  })
  afterAll(() => server.close())

  const plain = createHttpsFetch({ ca: ca.cert })
  const withCertificate = createHttpsFetch({ ca: ca.cert, cert: own.cert, key: own.key })
  const through = (how: typeof fetch) => ({
    [oauth.customFetch]: (url: string, init: object) => how(url, init as RequestInit)
  })

  async function discover(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(server.address)
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, through(plain)))
  }

  it('oauth4webapi gets a nonce, then a token bound to its key, and a resource server believes it (RFC 9449)', async () => {
    const as = await discover()
    const client = { client_id: 'dpop' }
    const DPoP = oauth.DPoP({}, await oauth.generateKeyPair('ES256', { extractable: true }))
    const ask = () =>
      oauth.clientCredentialsGrantRequest(
        as,
        client,
        oauth.ClientSecretBasic(SECRET),
        {},
        { DPoP, ...through(plain) }
      )
    const first = await oauth
      .processClientCredentialsResponse(as, client, await ask())
      .catch((error: unknown) => error)
    expect(oauth.isDPoPNonceError(first)).toBe(true)
    const { access_token, token_type } = await oauth.processClientCredentialsResponse(as, client, await ask())
    expect(token_type).toBe('dpop')
    const url = new URL(as.userinfo_endpoint!)
    const refusal = await oauth
      .protectedResourceRequest(access_token, 'GET', url, undefined, undefined, { DPoP, ...through(plain) })
      .catch((error: unknown) => error as oauth.WWWAuthenticateChallengeError)
    // A client's own token opens no person's claims; the proof itself is accepted.
    expect(JSON.stringify((refusal as oauth.WWWAuthenticateChallengeError).cause)).not.toMatch(
      /dpop_proof|dpop_nonce/
    )
  })

  it('openid-client gets a token bound to its key (RFC 9449)', async () => {
    const config = await openid.discovery(
      new URL(server.address),
      'dpop',
      undefined,
      openid.ClientSecretBasic(SECRET),
      {
        [openid.customFetch]: (url, init) => plain(url, init as RequestInit)
      }
    )
    const DPoP = openid.getDPoPHandle(config, await openid.randomDPoPKeyPair('ES256'))
    const { token_type } = await openid.clientCredentialsGrant(config, {}, { DPoP })
    expect(token_type).toBe('dpop')
  })

  it('oauth4webapi proves itself by its certificate, and gets a token bound to it (RFC 8705)', async () => {
    const as = await discover()
    const client = { client_id: 'mtls' }
    const response = await oauth.clientCredentialsGrantRequest(
      as,
      client,
      oauth.TlsClientAuth(),
      {},
      through(withCertificate)
    )
    const { access_token } = await oauth.processClientCredentialsResponse(as, client, response)
    const claims = JSON.parse(Buffer.from(access_token.split('.')[1]!, 'base64url').toString()) as {
      cnf?: object
    }
    expect(claims.cnf).toEqual({ 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) as string })
  })
})
