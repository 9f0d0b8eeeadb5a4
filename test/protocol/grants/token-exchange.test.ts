import { decodeJwt } from 'jose'
import * as openid from 'openid-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import {
  asApp,
  asOther,
  block,
  digestOf,
  EXCHANGE,
  insertCode,
  isActive,
  redeem,
  startGrantServer,
  TOKEN_TYPE
} from '../grant-world'
import { askToken, type Answer } from '../requests'

describe('Token exchange', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer()
  })
  afterAll(() => server.close())

  const tokensOf = async (more = {}) =>
    (await redeem(server, await insertCode(server, {}, more))).json as Record<string, string>
  const accessToken = async (more = {}) => String((await tokensOf(more)).access_token)
  const ownToken = async (headers = asApp) =>
    String((await askToken(server, { grant_type: 'client_credentials' }, headers)).json.access_token)
  const exchange = (token: string, more: Record<string, string> = {}, headers = asApp) =>
    askToken(
      server,
      {
        grant_type: EXCHANGE,
        subject_token: token,
        subject_token_type: `${TOKEN_TYPE}access_token`,
        ...more
      },
      headers
    )
  const recordOf = (token: unknown) => server.store.tokens.get(digestOf(String(token)))
  const errorOf = ({ status, json }: Answer) => [status, json.error]

  it('serves openid-client (RFC 8693 §2.2.1)', async () => {
    const insecure = { execute: [openid.allowInsecureRequests] }
    const auth = openid.ClientSecretBasic(SECRET)
    const client = await openid.discovery(new URL(server.address), 'app', {}, auth, insecure)
    const answer = await openid.genericGrantRequest(client, EXCHANGE, {
      subject_token: await accessToken(),
      subject_token_type: `${TOKEN_TYPE}access_token`
    })
    expect(answer.issued_token_type).toBe(`${TOKEN_TYPE}access_token`)
    expect(await isActive(server, answer.access_token)).toBe(true)
  })

  it('impersonates: same person, same scope, no refresh and no ID token (RFC 8693 §1.1)', async () => {
    const { json } = await exchange(await accessToken())
    expect(json).toMatchObject({ token_type: 'Bearer', scope: 'openid orders:read offline_access' })
    expect(json).not.toHaveProperty('refresh_token')
    expect(json).not.toHaveProperty('id_token')
    expect(await recordOf(json.access_token)).toMatchObject({ sub: 'alice-sub', client_id: 'app' })
  })

  it('narrows the scope and never widens it (RFC 8693 §2.1)', async () => {
    const { json } = await exchange(await accessToken(), { scope: 'orders:read' })
    expect((await recordOf(json.access_token))?.scope).toBe('orders:read')
    const wider = await exchange(String(json.access_token), { scope: 'openid orders:read' })
    expect(errorOf(wider)).toEqual([400, 'invalid_scope'])
  })

  it('lives no longer than the token that was exchanged, and dies with its authorization', async () => {
    const token = await accessToken()
    server.clock.advance({ seconds: 1800 })
    const { json } = await exchange(token)
    expect((await recordOf(json.access_token))?.exp).toBe((await recordOf(token))?.exp)
    await server.store.authorizations.remove((await recordOf(token))?.authorization_id ?? '')
    expect(await isActive(server, json.access_token)).toBe(false)
  })

  it('delegates, and keeps the chain of those who acted (RFC 8693 §4.1)', async () => {
    const type = { actor_token_type: `${TOKEN_TYPE}access_token` }
    const subject = await exchange(await accessToken(), { audience: 'other' })
    const first = await exchange(
      String(subject.json.access_token),
      { actor_token: await ownToken(asOther), ...type, audience: 'app' },
      asOther
    )
    expect((await recordOf(first.json.access_token))?.act).toEqual({ sub: 'other' })
    const second = await exchange(String(first.json.access_token), { actor_token: await ownToken(), ...type })
    expect((await recordOf(second.json.access_token))?.act).toEqual({ sub: 'app', act: { sub: 'other' } })
    const third = await exchange(String(second.json.access_token))
    expect((await recordOf(third.json.access_token))?.act).toEqual({ sub: 'app', act: { sub: 'other' } })
  })

  it('lets nobody exchange a token that is not theirs and not for them', async () => {
    expect(errorOf(await exchange(await accessToken(), {}, asOther))).toEqual([400, 'invalid_request'])
    const sent = await exchange(await accessToken(), { audience: 'other' })
    expect((await exchange(String(sent.json.access_token), {}, asOther)).status).toBe(200)
  })

  it('gives a JWT where one is asked for, and takes it as one (RFC 8693 §3)', async () => {
    const wanted = { requested_token_type: `${TOKEN_TYPE}jwt` }
    const { json } = await exchange(await accessToken(), wanted)
    expect(json.issued_token_type).toBe(`${TOKEN_TYPE}jwt`)
    expect(decodeJwt(String(json.access_token)).sub).toBe('alice-sub')
    const again = await exchange(String(json.access_token), { subject_token_type: `${TOKEN_TYPE}jwt` })
    expect(again.status).toBe(200)
  })

  it('takes an ID token for the sign-in that it came from, while that holds', async () => {
    const { id_token = '', access_token } = await tokensOf()
    const type = { subject_token_type: `${TOKEN_TYPE}id_token` }
    const { json } = await exchange(id_token, type)
    expect((await recordOf(json.access_token))?.sub).toBe('alice-sub')
    expect(errorOf(await exchange(id_token, type, asOther))).toEqual([400, 'invalid_request'])
    await server.store.authorizations.removeWhere('sub', 'alice-sub')
    expect(errorOf(await exchange(id_token, type))).toEqual([400, 'invalid_request'])
    expect(await isActive(server, access_token)).toBe(false)
  })

  it.each([
    ['a token that never was', { subject_token: 'nothing' }, 'invalid_request'],
    ['no subject_token', { subject_token: '' }, 'invalid_request'],
    ['no subject_token_type', { subject_token_type: '' }, 'invalid_request'],
    ['a type that nobody knows', { subject_token_type: 'urn:x' }, 'invalid_request'],
    ['a refresh token', { subject_token_type: `${TOKEN_TYPE}refresh_token` }, 'invalid_request'],
    ['an opaque token as a JWT', { subject_token_type: `${TOKEN_TYPE}jwt` }, 'invalid_request'],
    [
      'the wish for a refresh token',
      { requested_token_type: `${TOKEN_TYPE}refresh_token` },
      'invalid_request'
    ],
    ['an actor_token without its type', { actor_token: 'x' }, 'invalid_request'],
    ['a type without an actor_token', { actor_token_type: `${TOKEN_TYPE}jwt` }, 'invalid_request'],
    ['an audience that is not known', { audience: 'nobody' }, 'invalid_target'],
    ['a resource that is no URI', { resource: 'here' }, 'invalid_target'],
    ['a malformed scope', { scope: 'a  b' }, 'invalid_scope']
  ])('refuses %s (RFC 8693 §2.2.2)', async (_what, more, error) => {
    expect(errorOf(await exchange(await accessToken(), more as Record<string, string>))).toEqual([400, error])
  })

  it('refuses a resource beyond those that the person agreed to', async () => {
    const token = await accessToken({ resources: ['https://a.example.com'] })
    const answer = await exchange(token, { audience: 'https://b.example.com' })
    expect(errorOf(answer)).toEqual([400, 'invalid_target'])
    const within = await exchange(token, { resource: 'https://a.example.com' })
    expect((await recordOf(within.json.access_token))?.aud).toEqual(['https://a.example.com'])
  })

  it('is for confidential clients, and for nobody while it is switched off', async () => {
    const token = await accessToken()
    expect(errorOf(await exchange(token, { client_id: 'spa' }, {} as typeof asApp))).toEqual([
      400,
      'unauthorized_client'
    ])
    await server.change({ flows: { token_exchange: false } })
    const answer = await exchange(token)
    await server.change({ flows: { token_exchange: true } })
    expect(errorOf(answer)).toEqual([400, 'unsupported_grant_type'])
  })

  it('refuses the token of a person who was blocked since', async () => {
    const token = await accessToken()
    await block(server, { user: 'alice' })
    expect(errorOf(await exchange(token))).toEqual([400, 'invalid_request'])
  })
})
