import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { COLLECTION_FORMAT, type RestorePoint } from '../../../src-main/contract'
import { directCall, contextOf } from '../../support/panel/panel-transports'
import type { PanelCall } from '../../support/panel/panel-call'
import { createPersonBrowser } from '../../support/browser/person-browser'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import type { TestServer } from '../../support/start-server'
import { makeKeyPair, SECRET, signAssertion, type KeyPair } from '../clients'
import { agreed, codeRequest, fragmentOf, pageOf, PASSWORD, redeem, WEB_APP } from '../flow-world'
import { BEARER, EXCHANGE, TOKEN_TYPE } from '../grant-world'
import { startCluster, type Cluster } from './cluster'
import { ask, askToken, basic, postForm } from '../requests'

const asApp = basic('web-app', SECRET)
const MANY = 9

describeWithPostgres('three servers on one PostgreSQL behind a load balancer, further', (server) => {
  let cluster: Cluster
  let whole: TestServer
  let key: KeyPair

  beforeAll(async () => {
    key = await makeKeyPair('ES256', 'one')
    cluster = await startCluster(await server().createDatabase(), {
      settings: { accounts: { forgot_password: true } },
      users: [
        { username: 'alice', sub: 'alice-sub', email: 'alice@example.com', password: PASSWORD },
        { username: 'carol', sub: 'carol-sub', email: 'carol@example.com', password: PASSWORD }
      ],
      clients: [
        {
          ...WEB_APP,
          jwks: { keys: [key.publicJwk] },
          skip_consent: true,
          grant_types: ['authorization_code', 'implicit', 'client_credentials', EXCHANGE, BEARER]
        }
      ]
    })
    whole = cluster.whole
  })
  afterAll(() => cluster?.close())

  const isActive = async (token: unknown) =>
    (await postForm(whole, '/oauth2/introspect', { token: String(token) }, asApp)).json.active

  const verified = async (idToken: unknown) => {
    const keys = (await ask(whole, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
    const options = { issuer: whole.address, audience: 'web-app', currentDate: new Date(whole.clock.nowMs()) }
    return (await jwtVerify(String(idToken), createLocalJWKSet(keys), options)).payload
  }

  /** The panel of one of them, as the person at that machine has it. */
  const panelAt = async (place: number): Promise<PanelCall> =>
    directCall({ panel: await cluster.servers[place]!.panel() }, contextOf({ kind: 'local' }))

  it('answer the implicit flow with tokens that hold at all of them (OpenID Connect Core §3.2)', async () => {
    for (const response_type of ['token', 'id_token', 'id_token token']) {
      const scope = response_type === 'token' ? 'profile' : 'openid profile'
      const { stop } = await agreed(whole, codeRequest({ response_type, scope, nonce: 'a-nonce' }))
      const fields = fragmentOf(stop)
      if (response_type !== 'id_token') expect(await isActive(fields.access_token)).toBe(true)
      if (response_type !== 'token')
        expect(await verified(fields.id_token)).toMatchObject({ sub: 'alice-sub', nonce: 'a-nonce' })
    }
  })

  it('answer the hybrid flow, whose code is redeemed at another (OpenID Connect Core §3.3)', async () => {
    for (const response_type of ['code id_token', 'code token', 'code id_token token']) {
      const { stop } = await agreed(whole, codeRequest({ response_type, scope: 'openid', nonce: 'a-nonce' }))
      const { code, access_token, id_token } = fragmentOf(stop)
      const { status, json } = await redeem(whole, code)
      expect(status).toBe(200)
      expect(await verified(json.id_token)).toMatchObject({ sub: 'alice-sub' })
      if (id_token !== undefined) expect(await verified(id_token)).toHaveProperty('c_hash')
      // A code that comes again takes along what was issued beside it (RFC 6749 §4.1.2).
      expect((await redeem(whole, code)).json.error).toBe('invalid_grant')
      expect(await isActive(json.access_token)).toBe(false)
      if (access_token !== undefined) expect(await isActive(access_token)).toBe(false)
    }
  })

  it('exchange a token of one at another, and what came of it dies with it (RFC 8693 §2)', async () => {
    const { stop } = await agreed(whole, codeRequest())
    const { json } = await redeem(whole, new URL(stop.location!).searchParams.get('code') ?? '')
    const answers = await Promise.all(
      Array.from({ length: MANY }, () =>
        askToken(
          whole,
          {
            grant_type: EXCHANGE,
            subject_token: String(json.access_token),
            subject_token_type: `${TOKEN_TYPE}access_token`
          },
          asApp
        )
      )
    )
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ json: { access_token } }) => access_token)).size).toBe(MANY)
    for (const { json: made } of answers) expect(await isActive(made.access_token)).toBe(true)
    await cluster.servers[1]!.accounts.endEverything({ username: 'alice', sub: 'alice-sub' })
    for (const { json: made } of answers) expect(await isActive(made.access_token)).toBe(false)
  })

  it('take the assertion of a JWT bearer grant once, however many ask at once (RFC 7523 §3)', async () => {
    const assertion = await signAssertion(whole, 'web-app', key.privateKey, { claims: { sub: 'alice-sub' } })
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => askToken(whole, { grant_type: BEARER, assertion }, asApp))
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant')).toHaveLength(MANY - 1)
  })

  it('let a person choose a new password, one page at one of them and the next at another', async () => {
    const browser = createPersonBrowser(whole.address)
    await browser.get('/forgot-password')
    await browser.submit({ email: 'carol@example.com' })
    const { items } = await whole.store.outbox.list({ sort: { by: 'at', descending: true }, limit: 10 })
    const message = items.find(({ to }) => to === 'carol@example.com')
    await browser.submit({ code: message?.code ?? 'none' })
    await browser.submit({ password: 'another-good-password', confirm: 'another-good-password' })
    const again = createPersonBrowser(whole.address)
    await again.authorize(codeRequest())
    const stop = await again.signIn('carol', 'another-good-password')
    expect(pageOf(stop)).not.toBe('/sign-in')
  })

  it('keep collections of the playground for all of them', async () => {
    const requests = [{ name: 'a token', flow: 'oauth2_client_credentials', client_id: 'web-app' }]
    const collection = { format: COLLECTION_FORMAT, name: 'Smoke', requests }
    await (
      await panelAt(0)
    )('collections.save', { id: 'Smoke tests', collection })
    const saved = async (place: number) => {
      const listed = (await (await panelAt(place))('collections.list')) as { id: string; shipped: boolean }[]
      return listed.filter(({ shipped }) => !shipped).map(({ id }) => id)
    }
    expect(await saved(1)).toEqual(['Smoke tests'])
    await (
      await panelAt(1)
    )('collections.remove', { id: 'Smoke tests' })
    expect(await saved(2)).toEqual([])
  })

  it('go back at one of them from what was removed at another', async () => {
    await cluster.servers[0]!.store.writeConfiguration({
      clients: [{ ...(await whole.store.clients.get('web-app'))!, client_id: 'going' }]
    })
    await (
      await panelAt(0)
    )('clients.remove', { client_id: 'going' })
    const point = (await (await panelAt(1))('profile.restorePoint')) as RestorePoint
    expect(point).toMatchObject({ deed: 'removal', counts: { clients: 1 } })
    await (
      await panelAt(2)
    )('profile.restore', { id: point.id })
    expect(await cluster.servers[1]!.store.clients.get('going')).toMatchObject({ client_secret: SECRET })
    expect(await (await panelAt(0))('profile.restorePoint')).toBeNull()
  })

  it('had their share of all this, each of them', () => {
    for (const count of cluster.counts) expect(count).toBeGreaterThan(20)
  })
})
