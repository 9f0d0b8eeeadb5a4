import { afterAll, beforeAll, expect, it } from 'vitest'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { signedInCall } from '../../support/panel/panel-transports'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { manage, registered } from '../../support/relying-party'
import type { TestServer } from '../../support/start-server'
import {
  assertionFields,
  CLIENT_CREDENTIALS,
  makeKeyPair,
  SECRET,
  signAssertion,
  type KeyPair
} from '../clients'
import { signProof } from '../dpop/proofs'
import { agreed, CALLBACK, codeRequest, PASSWORD, queryOf, redeem, WEB_APP } from '../flow-world'
import { startCluster, type Cluster } from './cluster'
import { ask, askToken, basic, postForm } from '../requests'
import { refresh } from '../tokens/token-world'

const DEVICE = 'urn:ietf:params:oauth:grant-type:device_code'
const asApp = basic('web-app', SECRET)

describeWithPostgres('three servers on one PostgreSQL behind a load balancer', (server) => {
  let cluster: Cluster
  let whole: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'one')
    cluster = await startCluster(await server().createDatabase(), {
      settings: {
        dynamic_registration: 'open',
        accounts: { registration: true, email_verification: true },
        tokens: { access_token_format: 'opaque' }
      },
      users: [
        {
          username: 'alice',
          sub: 'alice-sub',
          email: 'alice@example.com',
          email_verified: true,
          password: PASSWORD
        }
      ],
      clients: [
        {
          ...WEB_APP,
          grant_types: [
            'authorization_code',
            'implicit',
            'refresh_token',
            'password',
            'client_credentials',
            DEVICE
          ]
        },
        {
          client_id: 'by-key',
          token_endpoint_auth_method: 'private_key_jwt',
          jwks: { keys: [key.publicJwk] },
          grant_types: ['client_credentials']
        }
      ]
    })
    whole = cluster.whole
  })
  afterAll(() => cluster?.close())

  const isActive = async (token: unknown) =>
    (await postForm(whole, '/oauth2/introspect', { token: String(token) }, asApp)).json.active

  it('agree on one administrator and on one signing key, though they started at once', async () => {
    const keySets = await Promise.all(
      cluster.addresses.map(async (address) => (await fetch(`${address}/oauth2/jwks.json`)).json())
    )
    expect(keySets[0]).toMatchObject({ keys: [{ alg: 'RS256' }] })
    expect(keySets).toEqual([keySets[0], keySets[0], keySets[0]])
    const administrators = await Promise.all(
      cluster.servers.map(async ({ store }) => store.users.find('access', 'administrator'))
    )
    expect(administrators.map((found) => found.length)).toEqual([1, 1, 1])
    expect(new Set(administrators.flat().map(({ sub }) => sub)).size).toBe(1)
  })

  it('carry a person through sign-in and consent, and a client through its tokens', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { stop } = await agreed(whole, codeRequest({ scope: 'openid profile offline_access' }))
      const { status, json } = await redeem(whole, queryOf(stop).code)
      expect([status, json.error_description]).toEqual([200, undefined])
      const person = await ask(whole, '/oauth2/userinfo', {
        headers: { Authorization: `Bearer ${String(json.access_token)}` }
      })
      expect(person.json.sub).toBe('alice-sub')
      let current = json
      for (let use = 0; use < 4; use += 1) {
        current = (await refresh(whole, 'web-app', current.refresh_token)).json
        expect(await isActive(current.access_token)).toBe(true)
      }
      expect((await refresh(whole, 'web-app', json.refresh_token)).json.error).toBe('invalid_grant')
      expect(await isActive(current.access_token)).toBe(false)
    }
  })

  it('redeem a code once, however many ask at once', async () => {
    const { stop } = await agreed(whole, codeRequest())
    const { code } = queryOf(stop)
    const answers = await Promise.all(Array.from({ length: 12 }, () => redeem(whole, code)))
    expect(answers.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1)
    for (const { status, json } of answers)
      if (status !== 200) expect([status, json.error]).toEqual([400, 'invalid_grant'])
    // A code that came twice is a stolen one: what was issued from it is gone (RFC 6749 §4.1.2).
    for (const { status, json } of answers)
      if (status === 200) expect(await isActive(json.access_token)).toBe(false)
  })

  it('take an assertion once, whichever of them it comes to (RFC 7523 §3)', async () => {
    const assertion = await signAssertion(whole, 'by-key', key.privateKey)
    const send = () => askToken(whole, { ...CLIENT_CREDENTIALS, ...assertionFields(assertion) })
    const answers = await Promise.all(Array.from({ length: 9 }, send))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('issue, introspect and revoke tokens of clients and by passwords', async () => {
    const forms: Record<string, string>[] = [
      { grant_type: 'client_credentials' },
      { grant_type: 'password', username: 'alice', password: PASSWORD }
    ]
    for (const form of forms) {
      const { json } = await askToken(whole, form, asApp)
      expect(await isActive(json.access_token)).toBe(true)
      await postForm(whole, '/oauth2/revoke', { token: String(json.access_token) }, asApp)
      expect(await isActive(json.access_token)).toBe(false)
    }
  })

  it('take up a pushed request at another server (RFC 9126 §2)', async () => {
    const pushed = await postForm(whole, '/oauth2/par', codeRequest(), asApp)
    expect(pushed.status).toBe(201)
    const { stop } = await agreed(whole, {
      client_id: 'web-app',
      request_uri: String(pushed.json.request_uri)
    })
    expect((await redeem(whole, queryOf(stop).code)).status).toBe(200)
  })

  it('let a device wait at all of them until a person agrees at one (RFC 8628 §3)', async () => {
    const { json } = await postForm(whole, '/oauth2/device_authorization', { scope: 'openid' }, asApp)
    const poll = () => askToken(whole, { grant_type: DEVICE, device_code: String(json.device_code) }, asApp)
    expect((await poll()).json.error).toBe('authorization_pending')
    expect((await poll()).json.error).toBe('slow_down')
    const browser = createPersonBrowser(whole.address)
    await browser.get(String(json.verification_uri_complete))
    if (browser.current().html.includes('name="user_code"'))
      await browser.submit({ user_code: String(json.user_code) })
    await browser.signIn('alice', PASSWORD)
    await browser.allow()
    whole.clock.advance({ seconds: 30 })
    expect((await poll()).status).toBe(200)
  })

  it('accept each other’s DPoP nonces and refuse a proof that another one took (RFC 9449 §8, §11.1)', async () => {
    await whole.change({ dpop: { nonce_required: true } })
    const send = async (proof: string) => askToken(whole, CLIENT_CREDENTIALS, { ...asApp, DPoP: proof })
    await expect
      .poll(async () => (await send(await signProof(whole, key))).json.error, { timeout: 10_000 })
      .toBe('use_dpop_nonce')
    const nonce = (await send(await signProof(whole, key))).headers.get('dpop-nonce')
    const proof = await signProof(whole, key, { nonce })
    const answers = await Promise.all([send(proof), send(proof), send(proof)])
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    await whole.change({ dpop: { nonce_required: false } })
  })

  it('know at once a client that registered at one of them (RFC 7591 §3, RFC 7592 §2)', async () => {
    for (let round = 0; round < 3; round += 1) {
      const client = await registered(whole, {
        grant_types: ['client_credentials'],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_basic'
      })
      const { status } = await askToken(
        whole,
        CLIENT_CREDENTIALS,
        basic(client.client_id, String(client.client_secret))
      )
      expect(status).toBe(200)
      expect((await manage(whole, 'GET', client)).status).toBe(200)
      expect((await manage(whole, 'DELETE', client)).status).toBe(204)
    }
  })

  it('sign a person up by a mailed code, one page at one server and the next at another', async () => {
    const browser = createPersonBrowser(whole.address)
    await browser.get('/sign-up')
    await browser.submit({ email: 'new@example.com', password: PASSWORD, confirm: PASSWORD })
    const { items } = await whole.store.outbox.list({ sort: { by: 'at', descending: true }, limit: 10 })
    const message = items.find(({ to }) => to === 'new@example.com')
    const stop = await browser.submit({ code: /\b\d{6}\b/.exec(message?.text ?? '')?.[0] ?? 'none' })
    expect(stop.status).toBe(200)
    const found = await Promise.all(
      cluster.servers.map(async ({ store }) => store.users.find('login', 'new@example.com'))
    )
    expect(found.map((users) => users.length)).toEqual([1, 1, 1])
  })

  it('end a session on all of them when a person signs out at one', async () => {
    const { browser, stop } = await agreed(whole, codeRequest())
    const { json } = await redeem(whole, queryOf(stop).code)
    await browser.get(`/oauth2/logout?${new URLSearchParams({ id_token_hint: String(json.id_token) })}`)
    for (const _address of cluster.addresses) {
      const silent = await browser.authorize(codeRequest({ prompt: 'none' }))
      expect(queryOf(silent).error).toBe('login_required')
      expect(silent.location).toContain(CALLBACK)
    }
  })

  it('sign a person in to the panel, whose form comes from one of them and goes to the next', async () => {
    for (let round = 0; round < 3; round += 1) {
      const panel = await signedInCall(whole, { username: 'alice', password: PASSWORD })
      for (const _address of cluster.addresses)
        expect(await panel('session.current')).toMatchObject({ signedIn: true, username: 'alice' })
    }
  })

  it('act on all of them by a switch that was changed on one', async () => {
    const { status } = await askToken(whole, CLIENT_CREDENTIALS, asApp)
    expect(status).toBe(200)
    await whole.change({ flows: { oauth2_client_credentials: false } })
    const statuses = () =>
      Promise.all(
        cluster.addresses.map(async (address) => {
          const there = { ...whole, address }
          return (await askToken(there, CLIENT_CREDENTIALS, asApp)).status
        })
      )
    await expect.poll(statuses, { timeout: 10_000 }).toEqual([400, 400, 400])
    await whole.change({ flows: { oauth2_client_credentials: true } })
    await expect.poll(statuses, { timeout: 10_000 }).toEqual([200, 200, 200])
  })

  it('had their share of all this, each of them', () => {
    for (const count of cluster.counts) expect(count).toBeGreaterThan(20)
  })
})
