import { calculateJwkThumbprint, type JWK } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientInput } from '../../../src-main/model'
import { makeCertificate } from '../../support/certificates'
import { createHttpsFetch } from '../../support/https-fetch'
import { startServer, type TestServer } from '../../support/start-server'
import { makeKeyPair, SECRET, type KeyPair } from '../clients'
import { signProof } from '../dpop/proofs'
import {
  asApp,
  asOther,
  CALLBACK,
  digestOf,
  EXCHANGE,
  insertCode,
  startGrantServer,
  TOKEN_TYPE
} from '../grant-world'
import { askToken, basic, type Answer } from '../requests'

const ACCESS = `${TOKEN_TYPE}access_token`
const errorOf = ({ status, json }: Answer) => [status, json.error]

describe('the exchange of tokens that are bound to a DPoP key (RFC 8693 §2.1, RFC 9449 §5)', () => {
  let server: TestServer
  let key: KeyPair
  let foreign: KeyPair
  beforeAll(async () => {
    ;[server, key, foreign] = await Promise.all([
      startGrantServer(),
      makeKeyPair('ES256'),
      makeKeyPair('ES256')
    ])
  })
  afterAll(() => server.close())

  async function ask(
    form: Record<string, string>,
    by?: KeyPair,
    headers: Record<string, string> = asApp
  ): Promise<Answer> {
    return askToken(server, form, { ...headers, ...(by && { DPoP: await signProof(server, by) }) })
  }

  const jktOf = ({ publicJwk }: KeyPair) => calculateJwkThumbprint(publicJwk as JWK)
  const tokenOf = ({ json }: Answer) => String(json.access_token)
  const bindingOf = async (answer: Answer) => (await server.store.tokens.get(digestOf(tokenOf(answer))))?.cnf

  const personToken = async (by?: KeyPair) => {
    const code = await insertCode(server)
    return tokenOf(await ask({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK }, by))
  }
  const exchangeOf = (subject_token: string, more: Record<string, string> = {}) => ({
    grant_type: EXCHANGE,
    subject_token,
    subject_token_type: ACCESS,
    ...more
  })

  it('needs a proof of that key by the client that holds it, and the new token is bound to it', async () => {
    const token = await personToken(key)
    expect(errorOf(await ask(exchangeOf(token)))).toEqual([400, 'invalid_request'])
    expect(errorOf(await ask(exchangeOf(token), foreign))).toEqual([400, 'invalid_request'])
    const answer = await ask(exchangeOf(token), key)
    expect(answer.json.token_type).toBe('DPoP')
    expect(await bindingOf(answer)).toEqual({ jkt: await jktOf(key) })
  })

  it('needs one for a bound actor token as well', async () => {
    const subject = await personToken()
    const actor = { actor_token: await personToken(key), actor_token_type: ACCESS }
    expect(errorOf(await ask(exchangeOf(subject, actor)))).toEqual([400, 'invalid_request'])
    expect(errorOf(await ask(exchangeOf(subject, actor), foreign))).toEqual([400, 'invalid_request'])
    expect((await ask(exchangeOf(subject, actor), key)).status).toBe(200)
  })

  it('binds a token that was not bound to the key of the exchange', async () => {
    const answer = await ask(exchangeOf(await personToken()), key)
    expect([answer.json.token_type, await bindingOf(answer)]).toEqual(['DPoP', { jkt: await jktOf(key) }])
  })

  it('gives the client that a token was sent to one that is bound to its own key, not to the sender’s', async () => {
    const sent = tokenOf(await ask(exchangeOf(await personToken(key), { audience: 'other' }), key))
    const answer = await ask(exchangeOf(sent), foreign, asOther)
    expect(await bindingOf(answer)).toEqual({ jkt: await jktOf(foreign) })
  })
})

describe('the exchange of tokens that are bound to a certificate (RFC 8693 §2.1, RFC 8705 §3)', () => {
  const ca = makeCertificate({ subject: 'Test authority', ca: true })
  const serverCert = makeCertificate({ subject: 'localhost', issuer: ca, san: { dns: 'localhost' } })
  const [own, other] = ['own', 'other'].map((subject) =>
    makeCertificate({ subject, issuer: ca, usage: 'client', san: { dns: `${subject}.example` } })
  ) as [ReturnType<typeof makeCertificate>, ReturnType<typeof makeCertificate>]
  let server: TestServer
  beforeAll(async () => {
    const app: ClientInput = {
      client_id: 'app',
      client_secret: SECRET,
      redirect_uris: [CALLBACK],
      grant_types: ['authorization_code', EXCHANGE],
      tls_client_certificate_bound_access_tokens: true
    }
    server = await startServer({
      tls: serverCert,
      settings: { https: { client_ca: ca.cert } },
      users: [{ username: 'alice', sub: 'alice-sub' }],
      clients: [app]
    })
  })
  afterAll(() => server.close())

  async function ask(form: Record<string, string>, shown = own): Promise<Record<string, unknown>> {
    const through = createHttpsFetch({ ca: ca.cert, cert: shown.cert, key: shown.key })
    const response = await through(`${server.address}/oauth2/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...basic('app', SECRET) },
      body: new URLSearchParams(form).toString()
    })
    return (await response.json()) as Record<string, unknown>
  }

  it('needs that certificate, and the new token is bound to it', async () => {
    const code = await insertCode(server)
    const first = await ask({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK })
    const exchange = {
      grant_type: EXCHANGE,
      subject_token: String(first.access_token),
      subject_token_type: ACCESS
    }
    expect((await ask(exchange, other)).error).toBe('invalid_request')
    const second = await ask(exchange)
    const bindings = await Promise.all(
      [first, second].map(async ({ access_token }) => server.store.tokens.get(digestOf(String(access_token))))
    )
    expect(bindings[0]?.cnf).toEqual({ 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) as string })
    expect(bindings[1]?.cnf).toEqual(bindings[0]?.cnf)
  })
})
