import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Draft, PlaygroundExchange, PlaygroundRun } from '../../../src-main/contract'
import { startForeignIssuer, type ForeignIssuer } from '../../support/foreign-issuer'
import { htmlForms } from '../../support/browser/html-forms'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { bodyOf, METHODS, SECRET, startPlayground, type PlaygroundWorld } from './world'

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const jwk = { ...privateKey.export({ format: 'jwk' }), kid: 'own', alg: 'ES256', use: 'sig' }
const { d: _private, ...publicJwk } = jwk as Record<string, unknown>

let world: PlaygroundWorld
let foreign: ForeignIssuer
let landing: string
let call: PanelCall
beforeAll(async () => {
  world = await startPlayground()
  landing = `${world.server.address}/playground/callback`
  call = directCall(world.server, contextOf({ kind: 'local' }, ['playground.any_issuer']))
  foreign = await startForeignIssuer(
    METHODS.map((method) => ({
      client_id: method,
      token_endpoint_auth_method: method,
      redirect_uris: [landing],
      grant_types: [
        'authorization_code',
        'implicit',
        'refresh_token',
        'urn:ietf:params:oauth:grant-type:device_code',
        ...(method === 'none' ? [] : ['client_credentials'])
      ],
      response_types: ['code', 'id_token', 'code id_token'],
      application_type: 'native',
      ...(method.startsWith('client_secret') && { client_secret: SECRET }),
      jwks: { keys: [publicJwk] }
    })),
    {
      responseTypes: ['code', 'id_token', 'code id_token'],
      pkce: { required: () => false },
      clientAuthMethods: METHODS,
      scopes: ['openid', 'offline_access', 'read'],
      features: {
        devInteractions: { enabled: true },
        clientCredentials: { enabled: true },
        deviceFlow: { enabled: true },
        dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7), requireNonce: () => true },
        introspection: { enabled: true },
        jwtResponseModes: { enabled: true },
        pushedAuthorizationRequests: { enabled: true },
        requestObjects: { enabled: true },
        revocation: { enabled: true },
        rpInitiatedLogout: { enabled: true }
      }
    }
  )
})
afterAll(() => Promise.all([foreign.close(), world.server.close()]))
// The other issuer goes by the machine's clock.
beforeEach(() => world.server.clock.set(Date.now()))

const draftOf = (client_id: string, more: Partial<Draft> = {}): Draft => ({
  flow: 'openid_code',
  client_id,
  method: client_id as NonNullable<Draft['method']>,
  scope: 'openid',
  target: { issuer: foreign.issuer },
  ...(client_id.startsWith('client_secret') && { client_secret: SECRET }),
  ...(client_id === 'private_key_jwt' && { privateKey: jwk as Record<string, unknown> }),
  ...more
})
const begin = (draft: Draft) => call('playground.authorize', { draft }) as Promise<PlaygroundRun>
const exchange = (run: PlaygroundRun) =>
  call('playground.exchange', { run: run.id }) as Promise<PlaygroundExchange>
const send = (draft: Draft) => call('playground.send', draft) as Promise<PlaygroundExchange>

/** A person goes with their browser to the other issuer, and comes back to the landing place. */
async function comeBack(run: PlaygroundRun): Promise<PlaygroundRun> {
  const browser = await world.opened(run)
  const stop = await foreign.goThrough(run.authorization?.url ?? '', landing)
  const [form] = htmlForms(stop.html)
  const [address, fragment] = (stop.location ?? '').split('#')
  const fields: readonly (readonly [string, string])[] =
    fragment === undefined ? (form?.fields ?? []) : [['fragment', fragment]]
  if (stop.location?.startsWith(landing) && fragment === undefined) await browser.ask(address ?? '')
  else await browser.post(landing, fields)
  return (await call('playground.run', { id: run.id })) as PlaygroundRun
}

describe.each(METHODS)('another issuer asked with %s', (client_id) => {
  it.each([
    ['openid_code', 'code'],
    ['openid_implicit', 'id_token'],
    ['openid_hybrid', 'code id_token']
  ] as const)('gives what %s asks for as %s, and its ID tokens verify', async (flow, response_type) => {
    const run = await comeBack(await begin(draftOf(client_id, { flow, response_type })))
    expect(run.callback).toMatchObject({ verdict: { ok: true } })
    const transcript = (await call('playground.transcript')) as PlaygroundExchange[]
    const authorize = transcript.find((one) => one.run === run.id && one.action === 'authorize')
    if (response_type.includes('id_token'))
      expect(authorize?.idToken).toMatchObject({ signature: { ok: true } })
    if (!response_type.includes('code')) return
    expect(await exchange(run)).toMatchObject({
      verdict: { ok: true, id: 'token_issued' },
      idToken: { signature: { ok: true } }
    })
  })

  it('has its device approved there (RFC 8628)', async () => {
    const run = await begin(draftOf(client_id, { flow: 'device' }))
    expect((await exchange(run)).verdict).toMatchObject({ id: 'authorization_pending' })
    await foreign.goThrough(run.device?.verification_uri_complete ?? '', landing)
    expect(await exchange(run)).toMatchObject({ verdict: { ok: true }, idToken: { signature: { ok: true } } })
  })
})

describe('another issuer', () => {
  it('takes pushed and signed requests, and its signed answer is opened (RFC 9126, RFC 9101, JARM)', async () => {
    const authorization = { par: true, request_object: true, response_mode: 'form_post.jwt' }
    const run = await comeBack(await begin(draftOf('private_key_jwt', { authorization })))
    expect(run.callback).toMatchObject({ mode: 'form_post', verdict: { ok: true } })
    expect(run.callback?.checks).toContainEqual({ id: 'jarm', ok: true })
    expect((await exchange(run)).verdict).toMatchObject({ ok: true })
  })

  it('binds tokens to the playground’s key, with its nonce (RFC 9449)', async () => {
    const draft = draftOf('client_secret_basic', { dpop: true })
    const tokens = await exchange(await comeBack(await begin(draft)))
    expect(bodyOf(tokens)['token_type']).toBe('DPoP')
    const token = bodyOf(tokens)['access_token']
    expect(await call('playground.use', { draft, use: 'userinfo', token })).toMatchObject({
      verdict: { ok: true, id: 'claims_received' }
    })
  })

  it('gives a client its own token, tells of it and takes it back', async () => {
    const draft = draftOf('client_secret_jwt', { flow: 'oauth2_client_credentials', scope: 'read' })
    const token = bodyOf(await send(draft))['access_token']
    const use = (what: string) => call('playground.use', { draft, use: what, token })
    expect(await use('introspect')).toMatchObject({ verdict: { ok: true, id: 'token_active' } })
    expect(await use('revoke')).toMatchObject({ verdict: { ok: true, id: 'token_revoked' } })
    expect(await use('introspect')).toMatchObject({ verdict: { ok: false, id: 'token_inactive' } })
  })

  it('is looked for before anything is sent, and signs nobody in by itself', async () => {
    const nowhere = { issuer: `${foreign.issuer}/nowhere` }
    expect(await refusalOf(begin(draftOf('none', { target: nowhere })))).toMatchObject({
      issues: [{ path: ['target', 'issuer'] }]
    })
    const as = { username: 'alice' }
    expect(await refusalOf(call('playground.authorize', { draft: draftOf('none'), as }))).toMatchObject({
      issues: [{ path: ['as'] }]
    })
  })
})
