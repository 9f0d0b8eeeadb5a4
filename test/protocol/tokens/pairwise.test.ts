import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseProfile } from '../../../src-main/model'
import { sectorOf } from '../../../src-main/oauth/claims/subjects'
import { exportProfile } from '../../../src-main/panel/profile'
import { startServer, type TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { insertCode } from '../grant-world'
import { ask, askToken, basic, postForm } from '../requests'
import { client, startTokenServer } from './token-world'

const pairwise = (id: string, host: string, more = {}) =>
  client(id, { subject_type: 'pairwise', redirect_uris: [`https://${host}/callback`], ...more })

describe('pairwise subjects (OpenID Connect Core §8)', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTokenServer([
      client('public'),
      pairwise('one', 'app.example.com'),
      pairwise('same', 'app.example.com', { access_token_format: 'jwt' }),
      pairwise('elsewhere', 'other.example.com')
    ])
  })
  afterAll(() => server.close())

  const subOf = async (id: string, sub = 'alice-sub', on = server) => {
    const agreement = { scope: 'openid', sub }
    const record = await on.store.clients.get(id)
    const { id_token } = await redeemAt(on, id, record!.redirect_uris[0]!, agreement)
    return String(decodeJwt(String(id_token)).sub)
  }
  async function redeemAt(
    on: TestServer,
    id: string,
    redirect_uri: string,
    { sub, scope }: { sub: string; scope: string }
  ) {
    const code = await insertCode(on, { client_id: id, redirect_uri }, { sub, scope })
    const form = { grant_type: 'authorization_code', code, redirect_uri }
    return (await postForm(on, '/oauth2/token', form, basic(id, SECRET))).json
  }

  it('are one per sector and person, and tell nothing of the real one', async () => {
    const subs = [
      await subOf('one'),
      await subOf('elsewhere'),
      await subOf('one', 'bob-sub'),
      await subOf('public')
    ]
    expect(new Set(subs).size).toBe(4)
    expect(await subOf('one')).toBe(subs[0])
    expect(await subOf('same')).toBe(subs[0])
    expect(subs[0]).toMatch(/^[\w-]{43}$/)
    expect(subs[3]).toBe('alice-sub')
  })

  it('stand in the ID token, in UserInfo, in a JWT access token and in introspection alike', async () => {
    const tokens = await redeemAt(server, 'same', 'https://app.example.com/callback', {
      sub: 'alice-sub',
      scope: 'openid'
    })
    const bearer = { Authorization: `Bearer ${String(tokens.access_token)}` }
    const sub = decodeJwt(String(tokens.id_token)).sub
    expect(decodeJwt(String(tokens.access_token)).sub).toBe(sub)
    expect((await ask(server, '/oauth2/userinfo', { headers: bearer })).json.sub).toBe(sub)
    const form = { token: String(tokens.access_token) }
    const { json } = await postForm(server, '/oauth2/introspect', form, basic('same', SECRET))
    expect(json.sub).toBe(sub)
    expect(json).not.toHaveProperty('username')
  })

  it('are the same on a server that took in the export of this one', async () => {
    const before = await subOf('one')
    const read = parseProfile(await exportProfile({ store: server.store }))
    if (!read.profile) throw new Error('The export is no profile')
    const { version: _version, $schema: _schema, ...profile } = read.profile
    const copy = await startServer(profile)
    expect(await subOf('one', 'alice-sub', copy)).toBe(before)
    await copy.close()
  })

  it('keep their secret out of an export without secrets', async () => {
    await subOf('one')
    const { pairwise_salt } = (await server.store.settings.get()).tokens
    expect(pairwise_salt).toMatch(/^[A-Za-z0-9]{50}$/)
    const exported = await exportProfile({ store: server.store }, { withoutSecrets: true })
    expect(JSON.stringify(exported)).not.toContain(pairwise_salt)
  })

  it('have one secret, also when many ask for the first one at once', async () => {
    const fresh = await startTokenServer([pairwise('one', 'app.example.com')])
    const redirect_uri = 'https://app.example.com/callback'
    const codes = []
    for (let made = 0; made < 6; made += 1)
      codes.push(await insertCode(fresh, { client_id: 'one', redirect_uri }, { scope: 'openid' }))
    const answers = await Promise.all(
      codes.map((code) =>
        askToken(fresh, { grant_type: 'authorization_code', code, redirect_uri }, basic('one', SECRET))
      )
    )
    const subs = answers.map(({ json }) => decodeJwt(String(json.id_token)).sub)
    expect(new Set(subs).size).toBe(1)
    await fresh.close()
  })

  it('take the sector from the document that is named, else from the redirect URIs (§8.1)', () => {
    const uris = { client_id: 'id', redirect_uris: ['https://app.example.com:8443/a'] }
    expect(sectorOf(uris)).toBe('app.example.com')
    expect(sectorOf({ ...uris, sector_identifier_uri: 'https://sector.example/list' })).toBe('sector.example')
    expect(sectorOf({ client_id: 'id', redirect_uris: [] })).toBe('id')
    expect(sectorOf({ client_id: 'id', redirect_uris: ['com.example.app:/callback'] })).toBe('id')
  })
})
