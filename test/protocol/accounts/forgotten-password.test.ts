import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { agreement, latestCode, otherThan, outbox, PASSWORD, signIn, startAccounts, visitor } from './world'
import type { TestServer } from '../../support/start-server'

let server: TestServer
/** What somebody else does as soon as a person was written. */
let afterwards: (() => Promise<unknown>) | undefined
const ADDRESS = 'alice@example.com'
const FRESH = { password: 'a fresh password', confirm: 'a fresh password' }
const forgotten = () => server.accounts.forgottenPasswords

beforeEach(async () => {
  server = await startAccounts({
    settings: { accounts: { forgot_password: true }, limits: { sign_in_attempts: 2 } },
    users: [{ username: 'mallory', email: 'mallory@example.com', sub: 'mallory-sub', blocked: true }],
    withStore: (store) => ({
      ...store,
      users: {
        ...store.users,
        async update(...change) {
          const written = await store.users.update(...change)
          const next = afterwards
          afterwards = undefined
          await next?.()
          return written
        }
      }
    })
  })
})
afterEach(() => server.close())

async function begin(email = ADDRESS, name = 'alice'): Promise<string> {
  const begun = await forgotten().begin(email, visitor(name))
  if (!('step' in begun)) throw new Error(`It was limited for ${begun.retryAfterSeconds} seconds`)
  return begun.step
}

async function confirmed(): Promise<string> {
  const step = await begin()
  const code = await latestCode(server, ADDRESS)
  expect(await forgotten().confirm(step, code, visitor('alice'))).toEqual({ outcome: 'confirmed' })
  return step
}

describe('a forgotten password', () => {
  it('is replaced with a mailed code, which ends every session and lifts the pause', async () => {
    const { token } = await signIn(server)
    const granted = await agreement(server, { sub: 'alice-sub', scope: 'openid offline_access' })
    const request = { username: 'alice', password: 'wrong' }
    for (const ip of ['10.0.0.1', '10.0.0.2'])
      await server.accounts.signIns.withPassword(request, visitor('alice', { ip }))
    const step = await confirmed()
    expect(await forgotten().replace(step, FRESH, visitor('alice'))).toMatchObject({
      outcome: 'replaced',
      user: { username: 'alice', email_verified: true }
    })
    expect(await server.accounts.signIns.resume(token)).toBeUndefined()
    expect(await granted.isAlive()).toBe(false)
    const fresh = { username: 'alice', password: FRESH.password }
    expect(await server.accounts.signIns.withPassword(fresh, visitor())).toMatchObject({
      outcome: 'signed-in'
    })
    const former = { username: 'alice', password: PASSWORD }
    expect(await server.accounts.signIns.withPassword(former, visitor())).toEqual({ outcome: 'wrong' })
  })

  it('proves no address that the person gave up meanwhile, which may be somebody else’s by now', async () => {
    const step = await confirmed()
    afterwards = async () => {
      const { users } = server.store
      await users.update('alice', (alice) => ({ ...alice, email: 'new@example.com', email_verified: false }))
      await users.update('bob', (bob) => ({ ...bob, email: ADDRESS }))
    }
    expect(await forgotten().replace(step, FRESH, visitor('alice'))).toMatchObject({ outcome: 'replaced' })
    expect(await server.store.users.get('alice')).toMatchObject({
      email: 'new@example.com',
      email_verified: false
    })
    expect(await server.store.users.find('login', ADDRESS)).toMatchObject([{ username: 'bob' }])
  })

  it('looks alike where nobody has the address, who has it is blocked, or the form is closed', async () => {
    const addresses = [ADDRESS, 'nobody@example.com', 'mallory@example.com', 'no address at all']
    for (const address of addresses) {
      const begun = await forgotten().begin(address, visitor(address))
      expect(Object.keys(begun)).toEqual(['step'])
      if (!('step' in begun)) throw new Error('limited')
      const wrong = await forgotten().confirm(begun.step, 'x', visitor(address))
      expect(wrong).toEqual({ outcome: 'wrong-code', triesLeft: 4 })
      const again = await forgotten().begin(address, visitor(address))
      expect(again).toEqual({ outcome: 'limited', retryAfterSeconds: 60 })
    }
    expect((await outbox(server)).map(({ to }) => to)).toEqual([ADDRESS])
    await server.change({ accounts: { forgot_password: false } })
    expect(await forgotten().isOpen()).toBe(false)
    expect(Object.keys(await forgotten().begin('bob@example.com', visitor()))).toEqual(['step'])
    expect(await outbox(server)).toHaveLength(1)
  })

  it('ends the step of nobody after five tries, as that of somebody', async () => {
    const step = await begin('nobody@example.com')
    const outcomes: string[] = []
    for (let count = 0; count < 6; count += 1)
      outcomes.push((await forgotten().confirm(step, '000000', visitor('alice'))).outcome)
    expect(outcomes).toEqual([...Array<string>(4).fill('wrong-code'), 'expired', 'expired'])
  })

  it('is not replaced before the code was right, nor in another browser, nor twice', async () => {
    const step = await begin()
    const code = await latestCode(server, ADDRESS)
    const replace = (name: string) => forgotten().replace(step, FRESH, visitor(name))
    await forgotten().confirm(step, otherThan(code), visitor('alice'))
    expect(await replace('alice')).toEqual({ outcome: 'expired' })
    expect(await forgotten().confirm(step, code, visitor('eve'))).toEqual({ outcome: 'expired' })
    await forgotten().confirm(step, code, visitor('alice'))
    expect(await replace('eve')).toEqual({ outcome: 'expired' })
    const twice = await Promise.all([replace('alice'), replace('alice')])
    expect(twice.map(({ outcome }) => outcome).sort()).toEqual(['expired', 'replaced'])
  })

  it('is not replaced once its code is too old, its person blocked, its address another or the form closed', async () => {
    const step = await confirmed()
    const replace = () => forgotten().replace(step, FRESH, visitor('alice'))
    await server.store.users.update('alice', (alice) => ({ ...alice, blocked: true }))
    expect(await replace()).toEqual({ outcome: 'expired' })
    await server.store.users.update('alice', (alice) => ({
      ...alice,
      blocked: false,
      email: 'new@example.com'
    }))
    expect(await replace()).toEqual({ outcome: 'expired' })
    await server.store.users.update('alice', (alice) => ({ ...alice, email: ADDRESS }))
    await server.change({ accounts: { forgot_password: false } })
    expect(await replace()).toEqual({ outcome: 'expired' })
    await server.change({ accounts: { forgot_password: true } })
    server.clock.advance({ seconds: 600 })
    expect(await replace()).toEqual({ outcome: 'expired' })
  })

  it('names what is wrong with the new one, and the step goes on', async () => {
    const step = await confirmed()
    const replace = (password: string, confirm = password) =>
      forgotten().replace(step, { password, confirm }, visitor('alice'))
    expect(await replace('short')).toEqual({ outcome: 'refused', problems: { password: 'too-short' } })
    expect(await replace('long enough', 'or not')).toEqual({
      outcome: 'refused',
      problems: { confirm: 'differs' }
    })
    expect(await replace('long enough')).toMatchObject({ outcome: 'replaced' })
  })

  it('takes a step of this kind for no sign-in, nor one of a sign-in for this', async () => {
    const step = await begin()
    const code = await latestCode(server, ADDRESS)
    const { signIns } = server.accounts
    expect(await signIns.withMailedCode(step, code, visitor('alice'))).toEqual({ outcome: 'expired' })
    await server.change({ accounts: { email_verification: true } })
    server.clock.advance({ seconds: 60 })
    const other = await signIns.withPassword({ username: 'alice', password: PASSWORD }, visitor('alice'))
    if (other.outcome !== 'verify-email') throw new Error(other.outcome)
    const otherCode = await latestCode(server, ADDRESS)
    expect(await forgotten().confirm(other.step, otherCode, visitor('alice'))).toEqual({ outcome: 'expired' })
  })

  it('bounds how often the codes of one address can be guessed, whatever the number of steps', async () => {
    let isBounded = false
    for (let steps = 0; steps < 5; steps += 1) {
      const step = await begin()
      const code = await latestCode(server, ADDRESS)
      for (let tries = 0; tries < 4; tries += 1)
        await forgotten().confirm(step, otherThan(code), visitor('alice'))
      const right = await forgotten().confirm(step, code, visitor('alice'))
      if (steps < 4) expect(right.outcome).toBe('confirmed')
      server.clock.advance({ seconds: 60 })
      isBounded ||= right.outcome === 'expired'
    }
    expect(isBounded).toBe(false)
    server.clock.advance({ seconds: 3600 })
    for (let steps = 0; steps < 4; steps += 1) {
      const step = await begin()
      const code = await latestCode(server, ADDRESS)
      for (let tries = 0; tries < 5; tries += 1)
        await forgotten().confirm(step, otherThan(code), visitor('alice'))
      server.clock.advance({ seconds: 60 })
    }
    const step = await begin()
    expect(await forgotten().confirm(step, await latestCode(server, ADDRESS), visitor('alice'))).toEqual({
      outcome: 'expired'
    })
  })
})
