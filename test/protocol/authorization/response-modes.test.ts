import {
  compactDecrypt,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type JSONWebKeySet
} from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Jwk } from '../../../src-main/model'
import { htmlForms } from '../../support/browser/html-forms'
import type { Stop } from '../../support/browser/person-browser'
import type { TestServer } from '../../support/start-server'
import {
  agreed,
  CALLBACK,
  codeRequest,
  fragmentOf,
  queryOf,
  redeem,
  startFlowServer,
  WEB_APP
} from '../flow-world'
import { ask } from '../requests'

const WITH_QUERY = 'https://app.example.com/cb?tenant=a%20b'

describe('response modes', () => {
  let server: TestServer
  let decryption: CryptoKey
  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RSA-OAEP-256', { extractable: true })
    decryption = privateKey as CryptoKey
    const jwk = { ...(await exportJWK(publicKey)), use: 'enc', kid: 'enc' } as Jwk
    server = await startFlowServer({
      clients: [
        { ...WEB_APP, client_id: 'uris', redirect_uris: [CALLBACK, WITH_QUERY] },
        {
          ...WEB_APP,
          client_id: 'encrypted',
          jwks: { keys: [jwk] },
          authorization_signed_response_alg: 'ES256',
          authorization_encrypted_response_alg: 'RSA-OAEP-256',
          authorization_encrypted_response_enc: 'A256GCM'
        }
      ]
    })
  })
  afterAll(() => server.close())

  async function verified(jwt: string | undefined, audience = 'web-app') {
    const keys = (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
    const currentDate = new Date(server.clock.nowMs())
    return jwtVerify(jwt ?? '', createLocalJWKSet(keys), { issuer: server.address, audience, currentDate })
  }

  const formOf = (stop: Stop) => {
    const form = htmlForms(stop.html)[0]!
    return { ...form, fields: Object.fromEntries(form.fields) }
  }

  it('fragment: a code travels behind the # when asked to (Multiple Response Types §2.1)', async () => {
    const { stop } = await agreed(server, codeRequest({ response_mode: 'fragment' }))
    expect(queryOf(stop)).toEqual({})
    expect((await redeem(server, fragmentOf(stop).code)).status).toBe(200)
  })

  it('query: keeps the query that the redirect URI has (RFC 6749 §3.1.2)', async () => {
    const { stop } = await agreed(server, codeRequest({ client_id: 'uris', redirect_uri: WITH_QUERY }))
    expect(stop.location?.startsWith(`${WITH_QUERY}&`)).toBe(true)
    expect(queryOf(stop)).toMatchObject({ tenant: 'a b', state: 'a-state' })
  })

  it('form_post: a page that posts the answer, and no redirect (Form Post Response Mode §2)', async () => {
    const { stop } = await agreed(server, codeRequest({ response_mode: 'form_post', state: '"><b>' }))
    expect(stop.status).toBe(200)
    const { action, method, fields } = formOf(stop)
    expect({ action, method }).toEqual({ action: CALLBACK, method: 'POST' })
    expect(fields).toMatchObject({ state: '"><b>', iss: server.address })
    expect(stop.html).not.toContain('"><b>')
    expect((await redeem(server, fields.code)).status).toBe(200)
  })

  it('form_post: a refusal is posted as well', async () => {
    const { browser } = await agreed(server, codeRequest())
    await browser.authorize(codeRequest({ response_mode: 'form_post', prompt: 'consent' }))
    expect(formOf(await browser.deny()).fields).toMatchObject({ error: 'access_denied', state: 'a-state' })
  })

  it.each(['jwt', 'query.jwt', 'fragment.jwt', 'form_post.jwt'])(
    '%s: one signed response for this client, for ten minutes at most (JARM §2.1 and §2.3)',
    async (response_mode) => {
      const { stop } = await agreed(server, codeRequest({ response_mode }))
      const fields = response_mode.startsWith('form')
        ? formOf(stop).fields
        : response_mode.startsWith('fragment')
          ? fragmentOf(stop)
          : queryOf(stop)
      expect(Object.keys(fields)).toEqual(['response'])
      const { payload } = await verified(fields.response)
      expect(payload.state).toBe('a-state')
      expect(payload.exp! - server.clock.nowSeconds()).toBeLessThanOrEqual(600)
      expect((await redeem(server, payload.code as string)).status).toBe(200)
    }
  )

  it('jwt: goes in the fragment where the response type does (JARM §2.3.4), and carries refusals', async () => {
    const { browser } = await agreed(server, codeRequest())
    const stop = await browser.authorize(
      codeRequest({ response_type: 'code id_token', response_mode: 'jwt', nonce: 'n', prompt: 'consent' })
    )
    expect(stop.location).toBeUndefined()
    const { payload } = await verified(fragmentOf(await browser.deny()).response)
    expect(payload).toMatchObject({ error: 'access_denied', state: 'a-state', iss: server.address })
  })

  it('jwt: is signed by the registered algorithm, then encrypted to the key of the client (JARM §2.2)', async () => {
    const { stop } = await agreed(server, codeRequest({ client_id: 'encrypted', response_mode: 'jwt' }))
    const { plaintext, protectedHeader } = await compactDecrypt(queryOf(stop).response ?? '', decryption)
    expect(protectedHeader).toMatchObject({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
    const { payload, protectedHeader: signed } = await verified(
      new TextDecoder().decode(plaintext),
      'encrypted'
    )
    expect(signed.alg).toBe('ES256')
    expect(payload.code).toBeTruthy()
  })
})
