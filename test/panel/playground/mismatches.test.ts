import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Draft } from '../../../src-main/contract'
import type { ClientInput } from '../../../src-main/model'
import { startPlayground, type PlaygroundWorld } from './world'

let world: PlaygroundWorld
let landing: string
beforeAll(async () => {
  world = await startPlayground()
  landing = `${world.server.address}/playground/callback`
})
afterAll(() => world.server.close())

let made = 0
async function clientWith(fields: Partial<ClientInput>): Promise<string> {
  const client_id = `client ${(made += 1)}`
  await world.client({ client_id, ...fields })
  return client_id
}
const change = (client_id: string, body: Partial<ClientInput>) =>
  world.call('clients.update', { params: { client_id }, body })
const found = async (draft: Draft) =>
  (await world.prepare(draft)).mismatches.map(({ id, repair }) => (repair ? `${id} → ${repair}` : id))
const openId = (client_id: string, more: Partial<Draft> = {}): Draft => ({
  flow: 'openid_code',
  client_id,
  scope: 'openid',
  ...more
})
/** Whether the flow goes through, automatically. */
const goes = async (draft: Draft) => (await world.runAll(draft)).exchanges.every(({ verdict }) => verdict.ok)

describe('what the playground says before a browser goes', () => {
  it('is nothing where the request would be answered', async () => {
    const draft = openId(await clientWith({}))
    expect([await found(draft), await goes(draft)]).toEqual([[], true])
  })

  it('names a redirect URI that is not registered, and it helps to add it', async () => {
    const client_id = await clientWith({ redirect_uris: ['https://app.example/cb'] })
    const draft = openId(client_id)
    expect(await found(draft)).toEqual(['redirect_uri_not_registered → add_redirect_uri'])
    const [mismatch] = (await world.prepare(draft)).mismatches
    expect(mismatch?.values).toMatchObject({ client_id, redirect_uri: landing })
    expect(await goes(draft)).toBe(false)
    await change(client_id, { redirect_uris: ['https://app.example/cb', landing] })
    expect([await found(draft), await goes(draft)]).toEqual([[], true])
  })

  it('names a response type and a grant that the client is not registered for', async () => {
    const client_id = await clientWith({ response_types: ['code'] })
    const hybrid = openId(client_id, { flow: 'openid_hybrid' })
    expect(await found(hybrid)).toEqual(['response_type_not_allowed → allow_response_type'])
    expect(await goes(hybrid)).toBe(false)
    await change(client_id, { response_types: ['code', 'code id_token'] })
    expect([await found(hybrid), await goes(hybrid)]).toEqual([[], true])
    const grantless = await clientWith({ grant_types: ['authorization_code'] })
    expect(await found(openId(grantless, { flow: 'openid_implicit' }))).toEqual([
      'grant_not_allowed → allow_grant'
    ])
  })

  it('names PKCE where a public client, the server or the client’s registration wants it (RFC 7636 §4.3)', async () => {
    const without = { authorization: { pkce: 'none' } } as const
    const publicOne = await clientWith({ token_endpoint_auth_method: 'none' })
    const strict = await clientWith({ require_pkce: true })
    for (const client_id of [publicOne, strict]) {
      expect(await found(openId(client_id, without))).toEqual(['pkce_required → use_pkce'])
      expect(await goes(openId(client_id, without))).toBe(false)
      expect(await goes(openId(client_id))).toBe(true)
    }
    const plain = openId(publicOne, { authorization: { pkce: 'plain' } })
    expect(await found(plain)).toEqual(['pkce_plain_off → switch_plain_pkce_on'])
    await world.server.change({ pkce: { plain: true } })
    expect([await found(plain), await goes(plain)]).toEqual([[], true])
  })

  it('names the scope openid where it is missing and where it is too much', async () => {
    const client_id = await clientWith({})
    expect(await found({ flow: 'openid_code', client_id, scope: 'read' })).toEqual([
      'scope_openid_missing → add_openid_scope'
    ])
    expect(await found({ flow: 'oauth2_code', client_id, scope: 'openid' })).toEqual([
      'scope_openid_unexpected → remove_openid_scope'
    ])
  })

  it('names a nonce that is left out where an ID token comes back by the browser (OpenID Connect Core §3.2.2.1)', async () => {
    const client_id = await clientWith({})
    const draft = openId(client_id, { flow: 'openid_implicit', values: { nonce: '' } })
    expect([await found(draft), await goes(draft)]).toEqual([['nonce_required → generate_nonce'], false])
    expect(await found(openId(client_id, { flow: 'openid_implicit' }))).toEqual([])
  })

  it('names what the client is registered to do: push, sign, bind', async () => {
    const client_id = await clientWith({
      require_pushed_authorization_requests: true,
      dpop_bound_access_tokens: true
    })
    expect(await found(openId(client_id))).toEqual(['dpop_required → use_dpop', 'par_required → use_par'])
    const mended = openId(client_id, { dpop: true, authorization: { par: true } })
    expect([await found(mended), await goes(mended)]).toEqual([[], true])
    const signing = await clientWith({ token_endpoint_auth_method: 'private_key_jwt' })
    await change(signing, { require_signed_request_object: true })
    expect(await found(openId(signing))).toEqual(['request_object_required → use_request_object'])
    expect(await goes(openId(signing, { authorization: { request_object: true } }))).toBe(true)
  })

  it('names a key that a request object needs, and is made by the playground', async () => {
    const client_id = await clientWith({})
    const draft = openId(client_id, { authorization: { request_object: true } })
    expect(await found(draft)).toEqual(['key_missing → generate_key'])
    await world.call('playground.generateKey', { client_id })
    expect([await found(draft), await goes(draft)]).toEqual([[], true])
  })

  it('names a flow that is switched off', async () => {
    const client_id = await clientWith({})
    await world.server.change({ flows: { openid_hybrid: false } })
    expect(await found(openId(client_id, { flow: 'openid_hybrid' }))).toEqual(['flow_off → switch_flow_on'])
    await world.server.change({ flows: { openid_hybrid: true } })
  })
})
