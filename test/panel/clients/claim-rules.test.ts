import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Preview } from '../../../src-main/contract'
import { profileSchema } from '../../../src-main/model'
import { SECRET } from '../../protocol/clients'
import { ask, askToken, basic, postForm } from '../../protocol/requests'
import { ALICE, client, startTokenServer, tokensOf } from '../../protocol/tokens/token-world'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import type { TestServer } from '../../support/start-server'

let server: TestServer
let local: PanelCall
const as = async (username: string): Promise<PanelCall> =>
  directCall(server, contextOf({ kind: 'user', user: (await server.store.users.get(username))! }))

beforeAll(async () => {
  server = await startTokenServer([
    client('app', { access_token_format: 'jwt', owner: 'alice' }),
    client('plain'),
    client('limited', { scope: 'openid orders' })
  ])
  local = directCall(server, contextOf({ kind: 'local' }))
})
afterAll(() => server.close())

const own = async (id: string) => {
  const form = { grant_type: 'client_credentials' }
  return String((await askToken(server, form, basic(id, SECRET))).json.access_token)
}
const introspect = async (token: string, id: string) =>
  (await postForm(server, '/oauth2/introspect', { token }, basic(id, SECRET))).json
const preview = (input: object) => local('preview.show', input) as Promise<Preview>
const valuesOf = (claims: Preview['id_token']) =>
  Object.fromEntries((claims ?? []).map(({ name, value }) => [name, value]))

describe('a claim rule', () => {
  it('acts at once in ID tokens, JWT access tokens and UserInfo, typed as it is written', async () => {
    await local('claims.create', { name: 'level', value: 7 })
    await local('claims.create', { name: 'groups', template: '{{user.roles}}' })
    await local('claims.create', { name: 'greeting', template: 'Hi {{user.name}} at {{client.client_id}}' })
    const wanted = { level: 7, groups: ALICE.roles, greeting: 'Hi Alice Adams at app' }
    const { id_token, access_token } = await tokensOf(server, 'app')
    expect(decodeJwt(String(id_token))).toMatchObject(wanted)
    expect(decodeJwt(String(access_token))).toMatchObject(wanted)
    const bearer = { Authorization: `Bearer ${String(access_token)}` }
    expect((await ask(server, '/oauth2/userinfo', { headers: bearer })).json).toMatchObject(wanted)
  })

  it('acts for a client by itself too, in its JWT and in what introspection says of an opaque token', async () => {
    const jwt = decodeJwt(await own('app'))
    expect(jwt).toMatchObject({ level: 7 })
    expect(jwt).not.toHaveProperty('groups')
    expect(await introspect(await own('plain'), 'plain')).toMatchObject({ active: true, level: 7 })
  })

  it('is told only in its places, with its scope and for its client; that of one client wins', async () => {
    await local('claims.create', { name: 'only', value: true, places: ['id_token'], scope: 'orders' })
    await local('claims.create', { name: 'level', value: 9, client_id: 'plain' })
    const without = await tokensOf(server, 'app')
    const having = await tokensOf(server, 'app', { scope: 'openid orders' })
    expect(decodeJwt(String(without.id_token))).not.toHaveProperty('only')
    expect(decodeJwt(String(having.id_token))).toMatchObject({ only: true, level: 7 })
    expect(decodeJwt(String(having.access_token))).not.toHaveProperty('only')
    expect(decodeJwt(String((await tokensOf(server, 'plain')).id_token))).toMatchObject({ level: 9 })
  })

  it('is left out from the moment on that it is removed', async () => {
    await local('claims.create', { name: 'passing', value: 1 })
    await local('claims.remove', { id: 'passing' })
    expect(decodeJwt(await own('app'))).not.toHaveProperty('passing')
  })

  it.each([
    [{ name: 'iss', value: 'x' }, 'name', /claim of the protocol/],
    [{ name: 'a' }, 'value', /value or a template/],
    [{ name: 'a', template: '{{usr.email}}' }, 'template', /did you mean user/],
    [{ name: 'a', template: '{{client.client_secret}}' }, 'template', /not known/],
    [{ name: 'a', value: 1, places: [] }, 'places', /needs a place/],
    [{ name: 'a', value: 1, client_id: 'nobody' }, 'client_id', /no client nobody/]
  ])('with bad content, %j, is refused naming the field', async (rule, field, message) => {
    const { status, issues } = await refusalOf(local('claims.create', rule))
    expect([status, issues?.[0]?.path]).toEqual([422, [field]])
    expect(issues?.[0]?.message).toMatch(message)
  })

  it('stands in a profile, where it goes by its name unless it has an id, and comes back from an export', async () => {
    const rule = { name: 'plan', value: { tier: 'gold' }, scope: 'orders' }
    await local('profile.import', { version: 1, claims: [rule] })
    const exported = (await local('profile.export', {})) as { claims: { id: string }[] }
    expect(exported.claims).toContainEqual(expect.objectContaining({ ...rule, id: 'plan' }))
    expect(profileSchema.safeParse(exported).success).toBe(true)
    const refused = await refusalOf(
      local('profile.import', { version: 1, claims: [{ name: 'sub', value: 'x' }] })
    )
    expect(refused.issues?.[0]?.path).toEqual(['claims', 0, 'name'])
    await local('claims.remove', { id: 'plan' })
  })

  it('is for administrators to change', async () => {
    const alice = await as('alice')
    expect(await refusalOf(alice('claims.create', { name: 'a', value: 1 }))).toMatchObject({ status: 403 })
    expect(await alice('claims.list', {})).toMatchObject({ total: expect.any(Number) as number })
    expect(await refusalOf((await as('bob'))('claims.list', {}))).toMatchObject({ status: 403 })
  })
})

describe('the preview', () => {
  it('says what the real tokens and UserInfo say', async () => {
    const scope = 'openid profile hr'
    const shown = await preview({ client_id: 'app', username: 'alice', scope })
    const real = await tokensOf(server, 'app', { scope })
    const bearer = { Authorization: `Bearer ${String(real.access_token)}` }
    const userinfo = (await ask(server, '/oauth2/userinfo', { headers: bearer })).json
    const ofOneMoment = ['jti', 'at_hash', 'sid', 'acr', 'amr', 'auth_time', 'scope', 'nonce']
    const lasting = (claims: object) =>
      Object.fromEntries(Object.entries(claims).filter(([name]) => !ofOneMoment.includes(name)))
    expect(lasting(valuesOf(shown.id_token))).toEqual(lasting(decodeJwt(String(real.id_token))))
    expect(lasting(valuesOf(shown.access_token?.claims))).toEqual(
      lasting(decodeJwt(String(real.access_token)))
    )
    expect(valuesOf(shown.userinfo)).toEqual(userinfo)
  })

  it('says of each claim who put it there', async () => {
    const { userinfo } = await preview({ client_id: 'app', username: 'alice', scope: 'openid email hr' })
    const origins = Object.fromEntries((userinfo ?? []).map(({ name, ...told }) => [name, told]))
    expect(origins.email).toMatchObject({ by: 'scope', which: 'email', field: 'email' })
    expect(origins.department).toMatchObject({ by: 'scope', which: 'hr', field: 'claims.department' })
    expect(origins.level).toMatchObject({ by: 'rule', which: 'level' })
    expect(origins.sub).toMatchObject({ by: 'server' })
  })

  it('says which scopes are not granted, and why', async () => {
    const bob = await preview({ client_id: 'app', username: 'bob', scope: 'openid staff orders nowhere' })
    expect(bob.scopes).toEqual([
      { scope: 'openid', granted: true },
      { scope: 'staff', granted: false, why: 'role', roles: ['moderator'] },
      { scope: 'orders', granted: true },
      { scope: 'nowhere', granted: false, why: 'unknown' }
    ])
    const limited = await preview({ client_id: 'limited', username: 'alice', scope: 'openid hr' })
    expect(limited.refusal?.error).toBe('invalid_scope')
    expect(limited.scopes).toMatchObject([{ why: 'refused' }, { why: 'client' }])
  })

  it('shows users their own clients with themselves alone', async () => {
    const alice = await as('alice')
    const bob = await as('bob')
    expect(await alice('preview.show', { client_id: 'app', username: 'alice' })).toHaveProperty(
      'access_token'
    )
    expect(await refusalOf(bob('preview.show', { client_id: 'app' }))).toMatchObject({ status: 404 })
  })
})
