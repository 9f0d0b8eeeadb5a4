import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser/browser'
import { refusalOf } from '../../support/panel/panel-call'
import { startServer, type TestServer } from '../../support/start-server'
import { browserCall, contextOf, directCall } from '../../support/panel/panel-transports'

const ALICE = { username: 'Alice', password: 'alice in wonderland' }
const TEXT = 'The name or the password is wrong, or the account is blocked'

let server: TestServer

beforeEach(async () => {
  server = await startServer({
    settings: { limits: { sign_in_attempts: 3, sign_in_pause: 60 } },
    users: [
      { ...ALICE, email: 'alice@example.com', roles: ['administrator'] },
      { username: 'bob', password: 'bob the builder' },
      { username: 'mallory', password: 'mallory was here', blocked: true }
    ]
  })
})
afterEach(() => server.close())

/** A try to sign in from a browser of its own: the status and what was said. */
async function tryToSignIn(username: string, password: string) {
  const browser = createBrowser(server.address)
  await browser.load()
  const { status, output } = await browser.rpc('session.signIn', { username, password })
  return { status, ...(output as { message?: string; code?: string; data?: { retryAfterSeconds?: number } }) }
}

describe('signing in', () => {
  it('takes the user name or the e-mail address, in any spelling', async () => {
    for (const username of ['Alice', ' alice ', 'ALICE@example.com', 'Ａlice'])
      expect(await tryToSignIn(username, ALICE.password)).toMatchObject({ status: 200, username: 'Alice' })
  })

  it('says the same of a wrong password, of a name that nobody has and of a blocked person', async () => {
    const answers = [
      await tryToSignIn('alice', 'wrong password'),
      await tryToSignIn('nobody', 'wrong password'),
      await tryToSignIn('mallory', 'mallory was here')
    ]
    for (const answer of answers)
      expect(answer).toMatchObject({ status: 401, code: 'UNAUTHORIZED', message: TEXT })
  })

  it('compares a hash for a name that nobody has, so that time tells nothing', async () => {
    let verified = 0
    const { hasher } = server.system
    const verify = hasher.verify.bind(hasher)
    hasher.verify = (...compared) => {
      verified += 1
      return verify(...compared)
    }
    await server.accounts.hashPending()
    for (const username of ['alice', 'nobody', 'mallory']) {
      verified = 0
      await tryToSignIn(username, 'wrong password')
      expect(verified).toBe(1)
    }
  })

  it('hashes a clear password of a profile when it is used for the first time', async () => {
    expect(await server.store.users.get('bob')).toMatchObject({ password: 'bob the builder' })
    expect(await tryToSignIn('bob', 'bob the builder')).toMatchObject({ status: 200 })
    const bob = await server.store.users.get('bob')
    expect(bob).not.toHaveProperty('password')
    expect(bob?.password_hash).toMatch(/^\$2[aby]\$1\d\$/)
    expect(await tryToSignIn('bob', 'bob the builder')).toMatchObject({ status: 200 })
  })

  it('hashes every clear password in the background, and nobody notices', async () => {
    await server.accounts.hashPending()
    const { items } = await server.store.users.list()
    expect(items.filter((user) => user.password !== undefined)).toEqual([])
    expect(await tryToSignIn('bob', 'bob the builder')).toMatchObject({ status: 200 })
  })
})

describe('the limit of sign-ins', () => {
  it('pauses an account after so many failures, for the right password too, and ends by itself', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      expect(await tryToSignIn('alice', 'wrong password')).toMatchObject({ status: 401 })
    expect(await tryToSignIn('alice', ALICE.password)).toMatchObject({
      status: 429,
      data: { retryAfterSeconds: 60 }
    })
    server.clock.advance({ seconds: 59 })
    expect(await tryToSignIn('alice', ALICE.password)).toMatchObject({ status: 429 })
    server.clock.advance({ seconds: 1 })
    expect(await tryToSignIn('alice', ALICE.password)).toMatchObject({ status: 200 })
  })

  it('is not fooled by spelling, nor by the other name of the account', async () => {
    await server.change({ limits: { sign_in_attempts: 3 } })
    for (const username of ['alice', ' ALICE', 'alice@example.com'])
      expect(await server.accounts.signIn(attempt(username, '192.0.2.1'))).toEqual({ outcome: 'refused' })
    expect(await server.accounts.signIn(attempt('Ａlice', '192.0.2.2'))).toMatchObject({ outcome: 'limited' })
  })

  it('looks the same for a name that nobody has', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      expect(await server.accounts.signIn(attempt('nobody', `192.0.2.${tries}`))).toEqual({
        outcome: 'refused'
      })
    expect(await server.accounts.signIn(attempt('nobody', '192.0.2.9'))).toMatchObject({ outcome: 'limited' })
  })

  it('counts tries that come at the same time before any password is compared', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) => server.accounts.signIn(attempt('bob', `198.51.100.${index}`)))
    )
    expect(outcomes.filter(({ outcome }) => outcome === 'refused')).toHaveLength(3)
    expect(outcomes.filter(({ outcome }) => outcome === 'limited')).toHaveLength(17)
  })

  it('pauses an address that tries many names, and counts a whole IPv6 network as one', async () => {
    for (const [index, ip] of ['2001:db8::1', '2001:db8::ffff', '2001:db8:0:0:9::1'].entries())
      expect(await server.accounts.signIn(attempt(`somebody ${index}`, ip))).toEqual({ outcome: 'refused' })
    const limited = await server.accounts.signIn(attempt('another', '2001:db8::2'))
    expect(limited).toMatchObject({ outcome: 'limited' })
    expect(await server.accounts.signIn(attempt('another', '2001:db8:0:1::2'))).toEqual({
      outcome: 'refused'
    })
  })

  it('forgets failures of an account once it signed in', async () => {
    const signIn = (password: string) => server.accounts.signIn({ ...attempt('bob', '192.0.2.7'), password })
    await signIn('wrong password')
    await signIn('wrong password')
    expect(await signIn('bob the builder')).toMatchObject({ outcome: 'signed_in' })
    expect((await server.accounts.signIn(attempt('bob', '192.0.2.8'))).outcome).toBe('refused')
    expect((await server.accounts.signIn(attempt('bob', '192.0.2.8'))).outcome).toBe('refused')
  })

  it('can be switched off', async () => {
    await server.change({ limits: { rate_limiting: false } })
    for (let tries = 0; tries < 5; tries += 1)
      expect(await tryToSignIn('alice', 'wrong password')).toMatchObject({ status: 401 })
  })

  function attempt(username: string, ip: string) {
    return { username, password: 'wrong password', ip, userAgent: 'test' }
  }
})

describe('a session of the panel', () => {
  async function signedIn() {
    const browser = createBrowser(server.address)
    await browser.signIn(ALICE)
    return { browser, call: browserCall(server, browser) }
  }

  it('lives in a cookie that no script reads and no other site sends, of which the store holds a digest', async () => {
    const { browser } = await signedIn()
    const [line = ''] = browser.lastSetCookies.filter((cookie) => cookie.includes('_panel='))
    expect(line).toMatch(
      /^friendly_oauth2_\d+_panel=[A-Za-z0-9]{43}; Path=\/panel; HttpOnly; SameSite=Strict$/
    )
    const { items } = await server.store.panelSessions.list()
    expect(items).toHaveLength(1)
    const [value] = [...browser.cookies.values()]
    expect(JSON.stringify(items)).not.toContain(value)
  })

  it('is a new one after each sign-in, and the former one is dead', async () => {
    const { browser } = await signedIn()
    const [former] = [...browser.cookies]
    await browser.signIn(ALICE)
    const [current] = [...browser.cookies]
    expect(current?.[1]).not.toBe(former?.[1])
    expect(await server.accounts.sessions.peek(former?.[1] ?? '')).toBeUndefined()
    expect(await server.accounts.sessions.peek(current?.[1] ?? '')).toBeDefined()
  })

  it('ends after so long without use, and after so long in any case', async () => {
    await server.change({ lifetimes: { session_idle: 600, session: 1500 } })
    const { call } = await signedIn()
    for (const seconds of [500, 500, 400]) {
      server.clock.advance({ seconds })
      expect(await call('session.current')).toMatchObject({ signedIn: true })
    }
    server.clock.advance({ seconds: 100 })
    expect(await call('session.current')).toMatchObject({ signedIn: false })
    const other = await signedIn()
    server.clock.advance({ seconds: 600 })
    expect(await refusalOf(other.call('clients.list', {}))).toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('is noted as seen once a minute at most, so that reading does not write', async () => {
    const { call } = await signedIn()
    const lastSeen = async () => (await server.store.panelSessions.list()).items[0]?.lastSeenAt ?? 0
    const started = await lastSeen()
    server.clock.advance({ seconds: 59 })
    await call('session.current')
    expect(await lastSeen()).toBe(started)
    server.clock.advance({ seconds: 1 })
    await call('session.current')
    expect(await lastSeen()).toBe(started + 60)
  })

  it('ends at once when its person is blocked, and loses the rights of a role that is taken away', async () => {
    const { call } = await signedIn()
    await server.store.users.update('Alice', (user) => ({ ...user, roles: ['user'] }))
    expect(await refusalOf(call('settings.get'))).toMatchObject({ code: 'FORBIDDEN' })
    await server.store.users.update('Alice', (user) => ({ ...user, blocked: true }))
    expect(await refusalOf(call('settings.get'))).toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('ends its live stream when a role is taken away', async () => {
    const { call } = await signedIn()
    const events = (await call('live.watch')) as AsyncIterator<unknown>
    await events.next()
    await server.store.users.update('Alice', (user) => ({ ...user, roles: ['moderator'] }))
    expect((await events.next()).done).toBe(true)
  })

  it('ends when an administrator sets the password of its person, and those of others live on', async () => {
    const { browser, call } = await signedIn()
    const bob = createBrowser(server.address)
    await bob.signIn({ username: 'bob', password: 'bob the builder' })
    const administrator = directCall(server, contextOf({ kind: 'local' }))
    await administrator('users.setPassword', { username: 'bob', password: 'bob the gardener' })
    expect(await bob.load()).toMatchObject({ signedIn: false })
    expect(await call('session.current')).toMatchObject({ signedIn: true })
    expect((await browser.load()).username).toBe('Alice')
  })

  it('is that of no request in which its cookie stands twice', async () => {
    const { browser } = await signedIn()
    const [name = '', value = ''] = [...browser.cookies][0] ?? []
    const signedInWith = async (cookies: string) => {
      const response = await fetch(`${server.address}/panel/rpc/session/current`, {
        method: 'POST',
        headers: { Cookie: cookies }
      })
      return ((await response.json()) as { json: { signedIn: boolean } }).json.signedIn
    }
    expect(await signedInWith(`${name}=${value}`)).toBe(true)
    expect(await signedInWith(`${name}=${value}; ${name}=${'x'.repeat(43)}`)).toBe(false)
    expect(await signedInWith(`${name}=${'x'.repeat(43)}; ${name}=${value}`)).toBe(false)
  })

  it('ends with a sign-out', async () => {
    const { browser, call } = await signedIn()
    const [cookie] = [...browser.cookies]
    await call('session.signOut')
    expect(await server.accounts.sessions.peek(cookie?.[1] ?? '')).toBeUndefined()
    expect(browser.cookies.size).toBe(0)
  })

  it('outlives a change of the password, which ends all others', async () => {
    const here = await signedIn()
    const elsewhere = await signedIn()
    const newPassword = 'through the looking glass'
    expect(
      await refusalOf(here.call('account.changePassword', { currentPassword: 'wrong', newPassword }))
    ).toMatchObject({ code: 'UNPROCESSABLE_CONTENT', issues: [{ path: ['currentPassword'] }] })
    await here.call('account.changePassword', { currentPassword: ALICE.password, newPassword })
    expect(await here.call('session.current')).toMatchObject({ signedIn: true })
    expect(await elsewhere.call('session.current')).toMatchObject({ signedIn: false })
    expect(await tryToSignIn('alice', ALICE.password)).toMatchObject({ status: 401 })
    expect(await tryToSignIn('alice', newPassword)).toMatchObject({ status: 200 })
  })

  it('is not left behind by a sign-in whose password was changed while it was compared', async () => {
    await server.accounts.hashPending()
    const { hasher } = server.system
    const verify = hasher.verify.bind(hasher)
    hasher.verify = async (...compared) => {
      const matches = await verify(...compared)
      hasher.verify = verify
      await server.accounts.setPassword('Alice', 'through the looking glass')
      return matches
    }
    expect(await tryToSignIn('alice', ALICE.password)).toMatchObject({ status: 401, message: TEXT })
    expect((await server.store.panelSessions.list()).items).toEqual([])
    expect(await tryToSignIn('alice', 'through the looking glass')).toMatchObject({ status: 200 })
  })

  it("does not set one's own password the way an administrator sets that of others", async () => {
    const { call } = await signedIn()
    const refused = await refusalOf(
      call('users.setPassword', { username: 'alice@example.com', password: 'a new password' })
    )
    expect(refused).toMatchObject({ code: 'FORBIDDEN' })
  })
})
