import { createLocalJWKSet, decodeProtectedHeader, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../../src-main/ports'
import { createMemoryStore } from '../../../src-main/store'
import { openStoresWith, startServer, type TestServer } from '../../support/start-server'
import { tokenRecord } from '../../store/records'
import { ask } from '../requests'
import { client, startTokenServer, tokensOf } from './token-world'

describe('renewed signing keys', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTokenServer(
      [
        client('app'),
        client('long', { lifetimes: { id_token: 7200 } }),
        client('jwt', { access_token_format: 'jwt' })
      ],
      {
        tokens: { signing_alg: 'ES256' }
      }
    )
  })
  afterEach(() => server.close())

  const keySet = async () => (await ask(server, '/oauth2/jwks.json')).json as unknown as JSONWebKeySet
  const idToken = async (id = 'app') => String((await tokensOf(server, id)).id_token)
  const verify = async (jwt: string) =>
    jwtVerify(jwt, createLocalJWKSet(await keySet()), { currentDate: new Date(server.clock.nowMs()) })

  it('keep the old one published until the longest ID token that it can have signed has expired', async () => {
    const old = await idToken('long')
    const renewed = await server.protocol.signingKeys.rotate('ES256')
    expect(decodeProtectedHeader(await idToken()).kid).toBe(renewed.kid)
    server.clock.advance({ seconds: 7199 })
    await verify(old)
    server.clock.advance({ seconds: 1 })
    expect((await keySet()).keys.map(({ kid }) => kid)).toEqual([renewed.kid])
  })

  it('let all ID tokens stop verifying at once when they are renewed without overlap', async () => {
    const old = await idToken()
    await server.protocol.signingKeys.current('PS256')
    const before = (await keySet()).keys.map(({ kid }) => kid)
    const made = await server.protocol.signingKeys.renewAll()
    expect(made.map(({ alg }) => alg).sort()).toEqual(['ES256', 'PS256'])
    const after = (await keySet()).keys.map(({ kid }) => kid)
    expect(after.filter((kid) => before.includes(kid))).toEqual([])
    await expect(verify(old)).rejects.toThrow('no applicable key')
    await verify(await idToken())
  })

  it('end the JWT access tokens that no resource server could verify any more, and no others', async () => {
    const jwt = String((await tokensOf(server, 'jwt')).access_token)
    const opaque = String((await tokensOf(server, 'app')).access_token)
    await server.protocol.signingKeys.renewAll()
    expect(await server.protocol.verifyAccessToken(jwt)).toBeUndefined()
    expect(await server.protocol.verifyAccessToken(opaque)).toBeDefined()
  })

  it('are listed without their private halves, with who signs now and until when the others are published', async () => {
    const first = (await server.protocol.signingKeys.current('ES256')).kid
    const { kid } = await server.protocol.signingKeys.rotate('ES256')
    const listed = await server.protocol.signingKeys.list()
    const exp = server.clock.nowSeconds() + 7200
    expect(listed.map(({ kid, isCurrent, exp }) => [kid, isCurrent, exp])).toEqual([
      [kid, true, undefined],
      [first, false, exp]
    ])
    expect(JSON.stringify(listed)).not.toContain('"d"')
  })

  it('sign with the newest, however often they are renewed in one second', async () => {
    await server.protocol.signingKeys.renewAll()
    const second = await server.protocol.signingKeys.renewAll()
    expect(decodeProtectedHeader(await idToken()).kid).toBe(second.find(({ alg }) => alg === 'ES256')?.kid)
  })
})

describe('signing keys that are gone from data that had been used', () => {
  const fill = (insert: (store: Store) => unknown) =>
    openStoresWith(async ({ clock }) => {
      const store = createMemoryStore({ clock })
      await insert(store)
      return store
    })
  afterEach(() => fill(() => undefined))

  const toldAfter = async (insert: (store: Store) => unknown) => {
    fill(insert)
    const server = await startServer({ withStore: (store) => ({ ...store, fresh: false }) })
    await server.protocol.signingKeys.current('RS256')
    await server.close()
    return server.logged.filter((line) => line.includes('held no signing key')).length
  }
  const agreed = { id: 'agreed', client_id: 'app', sub: 'alice', scope: 'openid', resources: [] }

  it('are made anew with a notice where something lives that they may have signed', async () => {
    const signed = tokenRecord('signed', { format: 'jwt' })
    expect(await toldAfter(({ tokens }) => tokens.insert(signed))).toBe(1)
    const alive = { ...agreed, iat: signed.iat, exp: signed.exp }
    expect(await toldAfter(({ authorizations }) => authorizations.insert(alive))).toBe(1)
  })

  it('are made without a word where nothing does, as by servers of which another made the first start', async () => {
    expect(await toldAfter(() => undefined)).toBe(0)
    expect(await toldAfter(({ tokens }) => tokens.insert(tokenRecord('opaque')))).toBe(0)
  })
})
