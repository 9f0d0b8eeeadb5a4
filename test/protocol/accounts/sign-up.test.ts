import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { latestCode, outbox, PASSWORD, startAccounts, visitor } from './world'
import type { TestServer } from '../../support/start-server'

let server: TestServer
const NEW = { email: 'dora@example.com', password: 'dora the explorer', confirm: 'dora the explorer' }
const signUp = (more: Partial<typeof NEW> = {}, name = 'dora') =>
  server.accounts.signUps.signUp({ ...NEW, ...more }, visitor(name))

beforeEach(async () => {
  server = await startAccounts({
    settings: { accounts: { registration: true }, limits: { sign_in_attempts: 3, sign_in_pause: 60 } }
  })
})
afterEach(() => server.close())

describe('signing up', () => {
  it('is closed unless the settings open it', async () => {
    await server.change({ accounts: { registration: false } })
    expect(await server.accounts.signUps.isOpen()).toBe(false)
    expect(await signUp()).toEqual({ outcome: 'refused', problems: {} })
    expect(await server.store.users.get('dora@example.com')).toBeUndefined()
  })

  it('makes a user without further roles and signs them in', async () => {
    expect(await server.accounts.signUps.isOpen()).toBe(true)
    expect(await signUp({ email: ' Dora@Example.com ' })).toMatchObject({ outcome: 'signed-in' })
    const dora = await server.store.users.get('dora@example.com')
    expect(dora).toMatchObject({
      roles: ['user'],
      email: 'Dora@Example.com',
      email_verified: false,
      blocked: false
    })
    expect(dora?.sub).toMatch(/^[0-9a-f-]{36}$/)
    expect(dora?.password_hash).toMatch(/^\$2[aby]\$1\d\$/)
    expect(dora).not.toHaveProperty('password')
    const request = { username: 'dora@example.com', password: NEW.password }
    expect(await server.accounts.signIns.withPassword(request, visitor())).toMatchObject({
      outcome: 'signed-in'
    })
  })

  it('names every field that is not accepted', async () => {
    const cases = [
      [{ email: '' }, { email: 'missing' }],
      [{ email: 'dora' }, { email: 'malformed' }],
      [{ email: `${'d'.repeat(260)}@example.com` }, { email: 'too-long' }],
      [{ password: '', confirm: '' }, { password: 'missing' }],
      [{ password: 'short', confirm: 'short' }, { password: 'too-short' }],
      [{ password: 'x'.repeat(1001), confirm: 'x'.repeat(1001) }, { password: 'too-long' }],
      [{ confirm: '' }, { confirm: 'missing' }],
      [{ confirm: 'dora the explores' }, { confirm: 'differs' }],
      [
        { email: 'no', password: 'short' },
        { email: 'malformed', password: 'too-short' }
      ]
    ] as const
    for (const [more, problems] of cases) expect(await signUp(more)).toEqual({ outcome: 'refused', problems })
  })

  it('never sets the documented password of the default administrator', async () => {
    await server.store.users.remove('admin@example.com')
    const documented = { email: 'Admin@example.com', password: 'password1', confirm: 'password1' }
    expect(await signUp(documented)).toEqual({ outcome: 'refused', problems: { password: 'malformed' } })
  })

  it('refuses an address that somebody signs in with, in any spelling, and bounds how often one may ask', async () => {
    const taken = { outcome: 'refused', problems: { email: 'taken' } }
    expect(await signUp({ email: 'ALICE@example.com' })).toEqual(taken)
    expect(await signUp({ email: 'bob@example.com' })).toEqual(taken)
    expect(await signUp({ email: 'nobody@example.com' })).toMatchObject({ outcome: 'signed-in' })
    expect(await signUp({ email: 'alice@example.com' })).toEqual({
      outcome: 'limited',
      retryAfterSeconds: 60
    })
  })

  it('makes one account of two sign-ups at once with spellings of one address', async () => {
    const both = await Promise.all([signUp(), signUp({ email: 'DORA@example.com' }, 'another')])
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['refused', 'signed-in'])
  })
})

describe('signing up with e-mail verification', () => {
  beforeEach(() =>
    server.change({ accounts: { email_verification: true }, limits: { rate_limiting: false } })
  )

  it('makes the account once its address is confirmed, and not before', async () => {
    const begun = await signUp()
    if (begun.outcome !== 'verify-email') throw new Error(begun.outcome)
    expect(begun.email).toBe('dora@example.com')
    expect(await server.store.users.get('dora@example.com')).toBeUndefined()
    const code = await latestCode(server, 'dora@example.com')
    const result = await server.accounts.signIns.withMailedCode(begun.step, code, visitor('dora'))
    expect(result).toMatchObject({ outcome: 'signed-in', user: { email_verified: true, roles: ['user'] } })
    expect(JSON.stringify(await outbox(server))).not.toContain(NEW.password)
  })

  it('looks the same for an address that is taken, whose owner is told by mail without a code', async () => {
    const begun = await signUp({ email: 'alice@example.com' })
    const free = await signUp()
    expect(Object.keys(begun)).toEqual(Object.keys(free))
    expect(begun).toMatchObject({ outcome: 'verify-email', email: 'alice@example.com' })
    if (begun.outcome !== 'verify-email') throw new Error(begun.outcome)
    const told = (await outbox(server)).filter(({ to }) => to === 'alice@example.com')
    expect(told).toMatchObject([{ subject: 'You have an account at Friendly OAuth2 Server already' }])
    expect(told[0]).not.toHaveProperty('code')
    expect(await server.accounts.signIns.withMailedCode(begun.step, '000000', visitor('dora'))).toEqual({
      outcome: 'wrong-code',
      triesLeft: 4
    })
    expect(await server.accounts.signIns.mailAnotherCode(begun.step, visitor('dora'))).toEqual({
      waitSeconds: 0
    })
    const request = { username: 'alice', password: PASSWORD }
    expect(await server.accounts.people.authenticate({ ...request, ip: '192.0.2.1' })).toMatchObject({
      outcome: 'step_missing'
    })
  })

  it('gives nobody an account that somebody else made meanwhile', async () => {
    const first = await signUp()
    const code = await latestCode(server, 'dora@example.com')
    await server.change({ accounts: { email_verification: false } })
    await signUp({ password: 'somebody else', confirm: 'somebody else' }, 'somebody')
    if (first.outcome !== 'verify-email') throw new Error(first.outcome)
    const late = await server.accounts.signIns.withMailedCode(first.step, code, visitor('dora'))
    expect(late).toEqual({ outcome: 'expired' })
  })
})
