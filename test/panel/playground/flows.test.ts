import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlaygroundExchange, Prepared } from '../../../src-main/contract'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const SECRET = 'secretOfTheTestsSecretOfTheTestsSecretOfTheTests12'
const PASSWORD = 'wonderland'
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange'
const JWT_BEARER = 'urn:ietf:params:oauth:grant-type:jwt-bearer'

let server: TestServer
let call: PanelCall

beforeAll(async () => {
  server = await startServer({
    users: [{ username: 'alice', password: PASSWORD, roles: ['user'] }],
    clients: [
      {
        client_id: 'app',
        client_secret: SECRET,
        skip_consent: true,
        grant_types: ['password', 'refresh_token', TOKEN_EXCHANGE, JWT_BEARER]
      }
    ]
  })
  call = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

const send = (draft: object) =>
  call('playground.send', { client_id: 'app', ...draft }) as Promise<PlaygroundExchange>
const use = (one: string, token: string) =>
  call('playground.use', {
    draft: { flow: 'oauth2_password', client_id: 'app' },
    use: one,
    token
  }) as Promise<PlaygroundExchange>
const bodyOf = (exchange: PlaygroundExchange) =>
  JSON.parse(exchange.response?.body || '{}') as Record<string, string>
const signIn = async () =>
  bodyOf(
    await send({
      flow: 'oauth2_password',
      scope: 'openid offline_access',
      values: { username: 'alice', password: PASSWORD }
    })
  )

describe('The playground', () => {
  it('gets tokens with name and password (RFC 6749 §4.3)', async () => {
    expect(await signIn()).toMatchObject({ access_token: expect.any(String) as string })
  })

  it('says before sending which value is missing, and sends all the same', async () => {
    const draft = { flow: 'oauth2_password', client_id: 'app', values: { username: 'alice' } }
    const { mismatches } = (await call('playground.prepare', draft)) as Prepared
    expect(mismatches).toMatchObject([{ id: 'value_missing', values: { field: 'password' } }])
    expect((await send(draft)).verdict).toMatchObject({ ok: false, error: 'invalid_request' })
  })

  it('changes a refresh token for new tokens, and a spent one is refused (RFC 6749 §6)', async () => {
    const { refresh_token } = await signIn()
    const draft = { flow: 'oauth2_refresh_token', values: { refresh_token } }
    expect((await send(draft)).verdict).toMatchObject({ ok: true, id: 'token_issued' })
    expect((await send(draft)).verdict).toMatchObject({ ok: false, error: 'invalid_grant' })
  })

  it('exchanges a token (RFC 8693 §2.1)', async () => {
    const { access_token } = await signIn()
    const subject_token_type = 'urn:ietf:params:oauth:token-type:access_token'
    const values = { subject_token: access_token, subject_token_type }
    expect(bodyOf(await send({ flow: 'token_exchange', values }))).toMatchObject({
      issued_token_type: subject_token_type
    })
  })

  it('signs for a person with the key of the client, once it has one (RFC 7523 §2.1)', async () => {
    const draft = { flow: 'jwt_bearer', client_id: 'app', values: { sub: 'alice' } }
    const before = (await call('playground.prepare', draft)) as Prepared
    expect(before.mismatches).toMatchObject([{ id: 'key_missing', repair: 'generate_key' }])
    await call('playground.generateKey', { client_id: 'app' })
    const { sub } = (await server.store.users.get('alice'))!
    const { verdict } = await send({ ...draft, values: { sub } })
    expect(verdict).toMatchObject({ ok: true, id: 'token_issued' })
  })

  it('uses a token: claims, introspection, revocation (OpenID Connect Core §5.3, RFC 7662, RFC 7009)', async () => {
    const { access_token = '' } = await signIn()
    expect((await use('userinfo', access_token)).verdict).toMatchObject({ ok: true, id: 'claims_received' })
    expect((await use('introspect', access_token)).verdict).toMatchObject({ ok: true, id: 'token_active' })
    expect((await use('revoke', access_token)).verdict).toMatchObject({ ok: true, id: 'token_revoked' })
    expect((await use('introspect', access_token)).verdict).toMatchObject({
      ok: false,
      id: 'token_inactive'
    })
    expect((await use('userinfo', access_token)).verdict).toMatchObject({ ok: false })
  })

  it('keeps what was asked in the transcript, newest first', async () => {
    const { access_token = '' } = await signIn()
    await use('introspect', access_token)
    const transcript = (await call('playground.transcript')) as PlaygroundExchange[]
    expect(transcript.slice(0, 2).map(({ action }) => action)).toEqual(['introspect', 'token'])
  })
})
