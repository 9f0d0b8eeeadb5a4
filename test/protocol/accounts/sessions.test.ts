import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agreement, PASSWORD, signIn, startAccounts, visitor } from './world'
import type { TestServer } from '../../support/start-server'

let server: TestServer
const signIns = () => server.accounts.signIns
const people = () => server.accounts.people

beforeEach(async () => {
  server = await startAccounts({
    settings: { lifetimes: { session_idle: 600, session: 3600 } },
    users: [{ username: 'mallory', sub: 'mallory-sub', password: 'mallory was here', blocked: true }]
  })
})
afterEach(() => server.close())

describe('a sign-in session', () => {
  it('is known by the digest of its cookie, which holds 256 random bits', async () => {
    const { token, session } = await signIn(server)
    expect(token).toMatch(/^[A-Za-z0-9]{43}$/)
    expect(session.id).not.toContain(token)
    expect(JSON.stringify((await server.store.signInSessions.list()).items)).not.toContain(token)
    expect((await signIns().resume(token))?.user.username).toBe('alice')
    expect(await signIns().resume(session.id)).toBeUndefined()
  })

  it('says when and how the person proved themselves (OpenID Connect Core §2)', async () => {
    const { session } = await signIn(server)
    expect(session).toMatchObject({
      auth_time: server.clock.nowSeconds(),
      amr: ['pwd'],
      acr: '1',
      sub: 'alice-sub'
    })
    expect(session.sid).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('gets a new cookie at every sign-in, and the former one is dead', async () => {
    const first = await signIn(server)
    const second = await signIn(server, 'alice', { sessionToken: first.token })
    expect(second.token).not.toBe(first.token)
    expect(await signIns().resume(first.token)).toBeUndefined()
    expect(await signIns().resume(second.token)).toBeDefined()
  })

  it('keeps its sid, its clients and what was granted in it when the same person signs in anew (prompt=login)', async () => {
    const first = await signIn(server)
    const { sid } = first.session
    await people().noteClient(first.session.id, 'a-client')
    const granted = await agreement(server, { sub: 'alice-sub', session_id: first.session.id, sid })
    server.clock.advance({ seconds: 60 })
    const second = await signIn(server, 'alice', { sessionToken: first.token })
    expect(second.session).toMatchObject({
      sid,
      client_ids: ['a-client'],
      auth_time: server.clock.nowSeconds()
    })
    expect(await granted.isAlive()).toBe(true)
    await signIns().end(second.token)
    expect(await granted.isAlive()).toBe(false)
  })

  it('ends with what was granted in it when somebody else signs in there', async () => {
    const first = await signIn(server)
    const { id: session_id, sid } = first.session
    const granted = await agreement(server, { sub: 'alice-sub', session_id, sid })
    const second = await signIn(server, 'bob', { sessionToken: first.token })
    expect(second.session.sid).not.toBe(sid)
    expect(second.session.client_ids).toEqual([])
    expect(await signIns().resume(first.token)).toBeUndefined()
    expect(await granted.isAlive()).toBe(false)
  })

  it('ends after so long without use, and each use counts', async () => {
    const { token } = await signIn(server)
    server.clock.advance({ seconds: 599 })
    expect(await signIns().resume(token)).toBeDefined()
    server.clock.advance({ seconds: 599 })
    expect(await signIns().resume(token)).toBeDefined()
    server.clock.advance({ seconds: 600 })
    expect(await signIns().resume(token)).toBeUndefined()
  })

  it('ends after so long in any case', async () => {
    const { token } = await signIn(server)
    for (let passed = 0; passed < 3590; passed += 359) {
      server.clock.advance({ seconds: 359 })
      expect(await signIns().resume(token)).toBeDefined()
    }
    server.clock.advance({ seconds: 10 })
    expect(await signIns().resume(token)).toBeUndefined()
  })

  it('feels a shorter lifetime in the settings at once', async () => {
    const { token, session } = await signIn(server)
    server.clock.advance({ seconds: 120 })
    await server.change({ lifetimes: { session_idle: 100 } })
    expect(await signIns().resume(token)).toBeUndefined()
    expect(await people().session(session.id)).toBeUndefined()
  })

  it('is noted as used once a minute at most', async () => {
    const { token, session } = await signIn(server)
    server.clock.advance({ seconds: 59 })
    await signIns().resume(token)
    expect(await server.store.signInSessions.get(session.id)).toEqual(session)
    server.clock.advance({ seconds: 1 })
    await signIns().resume(token)
    const now = server.clock.nowSeconds()
    expect(await server.store.signInSessions.get(session.id)).toMatchObject({
      lastSeenAt: now,
      exp: now + 600
    })
  })

  it('is dead at once for a person who is blocked', async () => {
    const { token, session } = await signIn(server)
    await server.store.users.update('alice', (alice) => ({ ...alice, blocked: true }))
    expect(await signIns().resume(token)).toBeUndefined()
    expect(await people().session(session.id)).toBeUndefined()
    expect(await people().bySubject('alice-sub')).toBeUndefined()
    expect(await people().byLogin('alice')).toBeUndefined()
  })

  it('keeps no more of a user agent than can be shown', async () => {
    const { session } = await signIn(server, 'alice', { userAgent: 'x'.repeat(5000) })
    expect(session.userAgent).toHaveLength(300)
  })

  it('remembers each client once', async () => {
    const { session } = await signIn(server)
    await Promise.all(['one', 'two', 'one', 'two'].map((id) => people().noteClient(session.id, id)))
    expect([...(await people().session(session.id))!.client_ids].sort()).toEqual(['one', 'two'])
    await people().noteClient('no such session', 'one')
  })
})

describe('the end of a session', () => {
  it('ends what was granted in it, but what was granted for longer (OpenID Connect Core §11)', async () => {
    const { token, session } = await signIn(server)
    const from = { sub: 'alice-sub', session_id: session.id, sid: session.sid }
    const online = await agreement(server, from)
    const offline = await agreement(server, { ...from, scope: 'openid offline_access' })
    const elsewhere = await agreement(server, { sub: 'alice-sub', session_id: 'another', sid: 'another' })
    await signIns().end(token)
    expect(await online.isAlive()).toBe(false)
    expect(await offline.isAlive()).toBe(true)
    expect(await elsewhere.isAlive()).toBe(true)
  })

  it('comes with a new password for every session and everything granted, offline access too (RFC 9700 §4.14)', async () => {
    const { token } = await signIn(server)
    const other = await signIn(server, 'bob')
    const offline = await agreement(server, { sub: 'alice-sub', scope: 'openid offline_access' })
    const ofBob = await agreement(server, { sub: 'bob-sub' })
    const changed = await server.accounts.changePassword({
      username: 'alice',
      currentPassword: PASSWORD,
      newPassword: 'another password'
    })
    expect(changed).toEqual({ outcome: 'changed' })
    expect(await signIns().resume(token)).toBeUndefined()
    expect(await offline.isAlive()).toBe(false)
    expect(await signIns().resume(other.token)).toBeDefined()
    expect(await ofBob.isAlive()).toBe(true)
  })

  it('comes when an administrator sets the password, and when somebody ends everything of a person', async () => {
    const first = await signIn(server)
    await server.accounts.setPassword('alice', PASSWORD)
    expect(await signIns().resume(first.token)).toBeUndefined()
    const second = await signIn(server)
    await server.accounts.endEverything({ username: 'alice', sub: 'alice-sub' })
    expect(await signIns().resume(second.token)).toBeUndefined()
  })

  it('leaves no session behind of a sign-in whose password was changed while it was compared', async () => {
    const { hasher } = server.system
    const verify = hasher.verify.bind(hasher)
    let isFirst = true
    hasher.verify = async (...compared) => {
      const matches = await verify(...compared)
      if (isFirst) {
        isFirst = false
        await server.accounts.setPassword('alice', 'changed meanwhile')
      }
      return matches
    }
    const result = await signIns().withPassword({ username: 'alice', password: PASSWORD }, visitor())
    expect(result).toEqual({ outcome: 'wrong' })
    expect(await server.store.signInSessions.count()).toBe(0)
  })
})

describe('the latest sign-ins', () => {
  it('are remembered with their client, twenty of each person, for ninety days', async () => {
    await server.change({ limits: { rate_limiting: false } })
    for (let count = 0; count < 22; count += 1) {
      server.clock.advance({ seconds: 1 })
      await signIn(server, 'alice', { client_id: `client-${count}`, userAgent: 'Firefox' })
    }
    await signIn(server, 'bob')
    const ofAlice = await server.store.signInRecords.find('sub', 'alice-sub')
    expect(ofAlice).toHaveLength(20)
    expect(ofAlice.map(({ client_id }) => client_id)).toContain('client-21')
    expect(ofAlice.map(({ client_id }) => client_id)).not.toContain('client-1')
    expect(ofAlice[0]).toMatchObject({ userAgent: 'Firefox', ip: '192.0.2.1' })
    server.clock.advance({ seconds: 90 * 86_400 })
    expect(await server.store.signInRecords.find('sub', 'alice-sub')).toEqual([])
  })
})
