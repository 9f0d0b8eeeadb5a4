import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClaimRuleInput, ClientInput } from '../../../src-main/model'
import { startServer, type TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { asApp, CALLBACK, digestOf, EXCHANGE, insertCode, redeem, TOKEN_TYPE } from '../grant-world'
import { askToken, basic, postForm, type Answer } from '../requests'

const AGENT = 'https://agent.example.com'
const STRANGER = 'https://stranger.example.com'

const client = (client_id: string): ClientInput => ({
  client_id,
  client_secret: SECRET,
  redirect_uris: [CALLBACK],
  grant_types: ['authorization_code', 'client_credentials', EXCHANGE]
})

/** A server with people and clients, where this rule says who may act. */
function startWith(rule: Partial<ClaimRuleInput>): Promise<TestServer> {
  return startServer({
    claims: [{ name: 'may_act', places: ['access_token', 'id_token'], ...rule }],
    users: [
      { username: 'alice', sub: 'alice-sub', claims: { may_act: { sub: 'bob-sub', client_id: 'app' } } },
      { username: 'bob', sub: 'bob-sub' },
      { username: 'carol', sub: 'carol-sub', claims: { may_act: 'whoever likes' } }
    ],
    clients: [client('app'), client(AGENT), client(STRANGER)]
  })
}

/** Tokens of a person for `app`, which both other clients may be sent. */
async function tokensOf(server: TestServer, sub = 'alice-sub'): Promise<Record<string, string>> {
  const code = await insertCode(server, {}, { sub, resources: [AGENT, STRANGER] })
  return (await redeem(server, code)).json as Record<string, string>
}

function exchange(
  server: TestServer,
  subject_token: string | undefined,
  headers: Record<string, string>,
  more: Record<string, string> = {}
): Promise<Answer> {
  return askToken(
    server,
    {
      grant_type: EXCHANGE,
      subject_token: subject_token ?? '',
      subject_token_type: `${TOKEN_TYPE}access_token`,
      ...more
    },
    headers
  )
}

const errorOf = ({ status, json }: Answer) => [status, json.error]

describe.each(['opaque', 'jwt'] as const)(
  'who may act for a person (RFC 8693 §4.4), in %s tokens',
  (format) => {
    let server: TestServer
    beforeAll(async () => {
      server = await startWith({ value: { client_id: AGENT } })
      await server.change({ tokens: { access_token_format: format } })
    })
    afterAll(() => server.close())

    it('is told by introspection, and by a JWT itself', async () => {
      const { access_token = '' } = await tokensOf(server)
      const { json } = await postForm(server, '/oauth2/introspect', { token: access_token }, asApp)
      expect(json.may_act).toEqual({ client_id: AGENT })
      if (format === 'jwt') expect(decodeJwt(access_token).may_act).toEqual({ client_id: AGENT })
    })

    it('is the client that is named, with the token that it was sent, and no other client', async () => {
      const { access_token } = await tokensOf(server)
      const { status, json, text } = await exchange(server, access_token, basic(AGENT, SECRET))
      expect(status, text).toBe(200)
      expect(await server.store.tokens.get(digestOf(String(json.access_token)))).toMatchObject({
        sub: 'alice-sub',
        client_id: AGENT
      })
      for (const headers of [basic(STRANGER, SECRET), asApp])
        expect(errorOf(await exchange(server, access_token, headers))).toEqual([400, 'invalid_request'])
    })

    it('stays said of the new token, so that nobody passes it on', async () => {
      const { access_token } = await tokensOf(server)
      const sent = { audience: STRANGER }
      const { json } = await exchange(server, access_token, basic(AGENT, SECRET), sent)
      const again = await exchange(server, String(json.access_token), basic(STRANGER, SECRET))
      expect(errorOf(again)).toEqual([400, 'invalid_request'])
      expect(again.json.error_description).toContain('may_act')
    })
  }
)

describe('who may act for a person (RFC 8693 §4.4), by a claim of their own', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startWith({ template: '{{user.claims.may_act}}' })
  })
  afterAll(() => server.close())

  const actor = async (sub: string) => ({
    actor_token: (await tokensOf(server, sub)).access_token ?? '',
    actor_token_type: `${TOKEN_TYPE}access_token`
  })

  it('is the person that is named, who is then said to have acted (§4.1)', async () => {
    const { access_token } = await tokensOf(server)
    const { json, text } = await exchange(server, access_token, asApp, await actor('bob-sub'))
    expect(await server.store.tokens.get(digestOf(String(json.access_token))), text).toMatchObject({
      sub: 'alice-sub',
      act: { sub: 'bob-sub', client_id: 'app' }
    })
    const other = await exchange(server, access_token, asApp, await actor('carol-sub'))
    expect(errorOf(other)).toEqual([400, 'invalid_request'])
    expect(errorOf(await exchange(server, access_token, asApp))).toEqual([400, 'invalid_request'])
  })

  it('is obeyed for ID tokens too (§3)', async () => {
    const { id_token = '' } = await tokensOf(server)
    expect(decodeJwt(id_token).may_act).toEqual({ sub: 'bob-sub', client_id: 'app' })
    const type = { subject_token_type: `${TOKEN_TYPE}id_token` }
    const right = await exchange(server, id_token, asApp, { ...type, ...(await actor('bob-sub')) })
    expect(right.status, right.text).toBe(200)
    expect(errorOf(await exchange(server, id_token, asApp, type))).toEqual([400, 'invalid_request'])
  })

  it('is nobody where the claim names nobody, and everybody who holds the token where there is none', async () => {
    const carols = await tokensOf(server, 'carol-sub')
    expect(errorOf(await exchange(server, carols.access_token, asApp))).toEqual([400, 'invalid_request'])
    const bobs = await tokensOf(server, 'bob-sub')
    expect((await exchange(server, bobs.access_token, asApp)).status).toBe(200)
  })
})
