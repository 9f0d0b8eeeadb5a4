import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createServer } from '../../../src-main/server'
import { latestCode, otherThan, outbox, PASSWORD, signIn, startAccounts, visitor } from './world'
import type { TestServer } from '../../support/start-server'

let server: TestServer
const signIns = () => server.accounts.signIns
const tryPassword = (username: string, password: string, ip = '192.0.2.1') =>
  signIns().withPassword({ username, password }, visitor(username, { ip }))

beforeEach(async () => {
  server = await startAccounts({
    settings: { limits: { sign_in_attempts: 3, sign_in_pause: 60 } },
    users: [
      { username: 'mallory', sub: 'mallory-sub', password: 'mallory was here', blocked: true },
      { username: 'carol', sub: 'carol-sub', password: 'carol of the bells' }
    ]
  })
})
afterEach(() => server.close())

describe('signing in with a password', () => {
  it('takes the user name or the e-mail address, in any spelling', async () => {
    for (const name of ['alice', ' ALICE ', 'Alice@Example.com'])
      expect(await tryPassword(name, PASSWORD)).toMatchObject({
        outcome: 'signed-in',
        user: { username: 'alice' }
      })
  })

  it('says the same, after one comparison each, of a wrong password, an unknown name and a blocked person', async () => {
    await server.accounts.hashPending()
    const { hasher } = server.system
    const verify = hasher.verify.bind(hasher)
    let compared = 0
    hasher.verify = (...pair) => {
      compared += 1
      return verify(...pair)
    }
    const tries = [
      ['alice', 'wrong'],
      ['nobody', 'wrong'],
      ['mallory', 'mallory was here']
    ] as const
    for (const [name, password] of tries) {
      compared = 0
      expect(await tryPassword(name, password)).toEqual({ outcome: 'wrong' })
      expect(compared).toBe(1)
    }
  })

  it('hashes a clear password of a profile when it is used for the first time', async () => {
    expect(await tryPassword('carol', 'carol of the bells')).toMatchObject({ outcome: 'signed-in' })
    expect(await server.store.users.get('carol')).not.toHaveProperty('password')
    expect(await tryPassword('carol', 'carol of the bells')).toMatchObject({ outcome: 'signed-in' })
  })

  it('shares its limit with the panel and the password grant, unknown names alike', async () => {
    for (const name of ['alice', 'nobody']) {
      const [a, b, c, d] = ['10.0.0.1', '10.0.1.1', '10.0.2.1', '10.0.3.1'].map((ip) => ip + name.length) as [
        string,
        string,
        string,
        string
      ]
      expect(await tryPassword(name, 'wrong', a)).toEqual({ outcome: 'wrong' })
      const panel = { username: name, password: 'wrong', ip: b, userAgent: '' }
      expect(await server.accounts.signIn(panel)).toEqual({ outcome: 'refused' })
      const grant = { username: name, password: 'wrong', ip: c }
      expect(await server.accounts.people.authenticate(grant)).toEqual({ outcome: 'wrong' })
      const limited = { outcome: 'limited', retryAfterSeconds: 60 }
      expect(await tryPassword(name, PASSWORD, d)).toEqual(limited)
      expect(await server.accounts.people.authenticate({ ...grant, ip: d })).toEqual(limited)
    }
    server.clock.advance({ seconds: 60 })
    expect(await tryPassword('alice', PASSWORD)).toMatchObject({ outcome: 'signed-in' })
  })

  it('counts tries that come at the same time before any password is compared', async () => {
    const tries = Array.from({ length: 12 }, (_, index) =>
      tryPassword('alice', 'wrong', `198.51.100.${index}`)
    )
    const outcomes = (await Promise.all(tries)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'wrong')).toHaveLength(3)
    expect(outcomes.filter((outcome) => outcome === 'limited')).toHaveLength(9)
  })
})

describe('e-mail verification', () => {
  beforeEach(() => server.change({ accounts: { email_verification: true } }))

  /** Signs alice in as far as the page that asks for the code. */
  async function step(): Promise<string> {
    const result = await tryPassword('alice', PASSWORD)
    if (result.outcome !== 'verify-email') throw new Error(`It came to ${result.outcome}`)
    return result.step
  }

  it('mails a code after the right password alone, and signs in with both', async () => {
    expect(await tryPassword('alice', 'wrong')).toEqual({ outcome: 'wrong' })
    expect(await outbox(server)).toEqual([])
    const result = await signIns().withMailedCode(
      await step(),
      await latestCode(server, 'alice@example.com'),
      visitor('alice')
    )
    expect(result).toMatchObject({ outcome: 'signed-in', session: { acr: '2', amr: ['pwd', 'otp', 'mfa'] } })
    expect(await server.store.users.get('alice')).toMatchObject({ email_verified: true })
    expect(await signIn(server)).toMatchObject({ session: { amr: ['pwd'] } })
  })

  it('is a step that a password grant can not make', async () => {
    const request = { username: 'alice', password: PASSWORD, ip: '192.0.2.1' }
    expect(await server.accounts.people.authenticate(request)).toEqual({
      outcome: 'step_missing',
      step: 'verify_email'
    })
  })

  it('asks nothing of a person who has no address', async () => {
    expect(await tryPassword('carol', 'carol of the bells')).toMatchObject({ outcome: 'signed-in' })
  })

  it('lets nobody in whom somebody blocked while the code was on its way', async () => {
    const begun = await step()
    await server.store.users.update('alice', (alice) => ({ ...alice, blocked: true }))
    const code = await latestCode(server, 'alice@example.com')
    expect(await signIns().withMailedCode(begun, code, visitor('alice'))).toEqual({ outcome: 'expired' })
  })

  it('takes a code once', async () => {
    const begun = await step()
    const code = await latestCode(server, 'alice@example.com')
    const both = await Promise.all([1, 2].map(() => signIns().withMailedCode(begun, code, visitor('alice'))))
    expect(both.map(({ outcome }) => outcome).sort()).toEqual(['expired', 'signed-in'])
  })

  it('takes a code in the browser alone that asked for it', async () => {
    const begun = await step()
    const code = await latestCode(server, 'alice@example.com')
    expect(await signIns().withMailedCode(begun, code, visitor('eve'))).toEqual({ outcome: 'expired' })
    expect(await signIns().withMailedCode(begun, code, visitor('alice'))).toMatchObject({
      outcome: 'signed-in'
    })
  })

  it('gives five tries', async () => {
    const begun = await step()
    const code = await latestCode(server, 'alice@example.com')
    for (const triesLeft of [4, 3, 2, 1])
      expect(await signIns().withMailedCode(begun, otherThan(code), visitor('alice'))).toEqual({
        outcome: 'wrong-code',
        triesLeft
      })
    expect(await signIns().withMailedCode(begun, otherThan(code), visitor('alice'))).toEqual({
      outcome: 'expired'
    })
    expect(await signIns().withMailedCode(begun, code, visitor('alice'))).toEqual({ outcome: 'expired' })
    expect(await signIns().mailAnotherCode(begun, visitor('alice'))).toBeUndefined()
  })

  it('takes no code that is too old', async () => {
    const begun = await step()
    const code = await latestCode(server, 'alice@example.com')
    server.clock.advance({ seconds: 600 })
    expect(await signIns().withMailedCode(begun, code, visitor('alice'))).toEqual({ outcome: 'expired' })
  })

  it('mails another code once a minute, which takes the place of the former', async () => {
    const begun = await step()
    const former = await latestCode(server, 'alice@example.com')
    expect(await signIns().mailAnotherCode(begun, visitor('alice'))).toEqual({ waitSeconds: 60 })
    server.clock.advance({ seconds: 60 })
    expect(await signIns().mailAnotherCode(begun, visitor('eve'))).toBeUndefined()
    expect(await signIns().mailAnotherCode(begun, visitor('alice'))).toEqual({ waitSeconds: 0 })
    const code = await latestCode(server, 'alice@example.com')
    if (code !== former)
      expect(await signIns().withMailedCode(begun, former, visitor('alice'))).toMatchObject({
        outcome: 'wrong-code'
      })
    expect(await signIns().withMailedCode(begun, code, visitor('alice'))).toMatchObject({
      outcome: 'signed-in'
    })
  })

  it('mails no more than five an hour to an address', async () => {
    const begun = await step()
    const waits: number[] = []
    for (let count = 0; count < 5; count += 1) {
      server.clock.advance({ seconds: 60 })
      waits.push((await signIns().mailAnotherCode(begun, visitor('alice')))?.waitSeconds ?? -1)
    }
    expect(waits.slice(0, 4)).toEqual([0, 0, 0, 0])
    expect(waits[4]).toBeGreaterThan(60)
    expect(await outbox(server)).toHaveLength(5)
  })

  it('makes codes as long as the settings say, every digit of which occurs', async () => {
    await server.change({ mail: { code_length: 10 }, limits: { rate_limiting: false } })
    for (let count = 0; count < 20; count += 1) await step()
    const codes = (await outbox(server)).map(({ code }) => code ?? '')
    expect(codes.every((code) => /^\d{10}$/.test(code))).toBe(true)
    expect(new Set(codes.join('')).size).toBe(10)
  })

  it('writes in the language of the page, else in the person’s own', async () => {
    await server.change({ limits: { rate_limiting: false } })
    const request = { username: 'alice', password: PASSWORD }
    const subject = async (locale?: string) => {
      server.clock.advance({ seconds: 1 })
      await signIns().withPassword(request, visitor('alice', locale ? { locale } : {}))
      return (await outbox(server))[0]?.subject
    }
    expect(await subject()).toBe('Your code for Friendly OAuth2 Server')
    expect(await subject('ru-RU')).toBe('Ваш код для Friendly OAuth2 Server')
    await server.store.users.update('alice', (alice) => ({ ...alice, locale: 'ru' }))
    expect(await subject()).toBe('Ваш код для Friendly OAuth2 Server')
    expect(await subject('en')).toBe('Your code for Friendly OAuth2 Server')
  })

  it('keeps code and step out of the store of codes and out of the log', async () => {
    const begun = await step()
    const code = await latestCode(server, 'alice@example.com')
    const stored = JSON.stringify(
      (await server.store.mailedCodes.list()).items.map(({ iat: _i, exp: _e, ...rest }) => rest)
    )
    expect(stored).not.toContain(begun)
    expect(stored).not.toContain(`"${code}"`)
    expect(server.logged.join()).not.toContain(code)
  })
})

describe('quick sign-in', () => {
  it('is closed while it is switched off', async () => {
    expect(await signIns().quickChoices(10)).toEqual([])
    expect(await signIns().quick('alice', visitor())).toBeUndefined()
  })

  it('signs in whom it shows, by name or address, and says that nothing was proved', async () => {
    await server.change({ accounts: { quick_sign_in: true } })
    for (const name of ['alice', 'Alice@example.com'])
      expect(await signIns().quick(name, visitor())).toMatchObject({
        outcome: 'signed-in',
        user: { username: 'alice' },
        session: { amr: ['quick'] }
      })
  })

  it('shows who signed in last first, and then the others by name', async () => {
    await server.change({ accounts: { quick_sign_in: true } })
    await signIns().quick('carol', visitor())
    server.clock.advance({ seconds: 1 })
    await signIns().quick('bob', visitor())
    const names = async (limit: number) =>
      (await signIns().quickChoices(limit)).map(({ username }) => username)
    expect((await names(10)).slice(0, 2)).toEqual(['bob', 'carol'])
    expect(await names(10)).toContain('alice')
    expect(await names(1)).toEqual(['bob'])
    expect(await names(2)).toHaveLength(2)
  })

  it('never shows nor signs in who is blocked, nor whom nobody knows', async () => {
    await server.change({ accounts: { quick_sign_in: true } })
    expect((await signIns().quickChoices(100)).map(({ username }) => username)).not.toContain('mallory')
    expect(await signIns().quick('mallory', visitor())).toBeUndefined()
    expect(await signIns().quick('nobody', visitor())).toBeUndefined()
  })

  it('is for a server that listens on loopback alone', async () => {
    const { system, store } = server
    await server.change({ accounts: { quick_sign_in: true } })
    const options = {
      port: 0,
      panel: false,
      defaultDurability: 'process',
      version: '0.0.0-test',
      store
    } as const
    const open = await createServer({ ...options, host: '0.0.0.0' }, system)
    expect(await open.accounts.signIns.quickChoices(10)).toEqual([])
    expect(await open.accounts.signIns.quick('alice', visitor())).toBeUndefined()
    expect(await signIns().quick('alice', visitor())).toBeDefined()
  })
})
