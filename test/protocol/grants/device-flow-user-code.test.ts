import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestServer } from '../../support/start-server'
import { asApp, block, startGrantServer } from '../grant-world'
import { postForm } from '../requests'

describe('The code that a person types for a device', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startGrantServer({ limits: { sign_in_attempts: 3, sign_in_pause: 60 } })
  })
  afterAll(() => server.close())

  const ask = async (form: Record<string, string> = {}) =>
    (await postForm(server, '/oauth2/device_authorization', form, asApp)).json
  let browsers = 0
  const guess = (code: string, more: { browserId?: string; ip?: string } = {}) => {
    browsers += 1
    const browser = { browserId: `browser-${browsers}`, ip: `10.0.0.${browsers}`, ...more }
    return server.protocol.deviceCodes.begin(code, browser)
  }

  it('starts an interaction of this browser, about this device (RFC 8628 §3.3)', async () => {
    const { user_code } = await ask({ scope: 'orders:read' })
    const id = await guess(String(user_code), { browserId: 'mine' })
    expect(await server.store.interactions.get(id)).toMatchObject({
      browser_id: 'mine',
      client_id: 'app',
      parameters: ''
    })
    expect(await guess(String(user_code), { browserId: 'mine' })).toBe(id)
  })

  it('is found in any case, with any separators, and with look-alikes (RFC 8628 §6.1)', async () => {
    const user_code = String((await ask()).user_code)
    await server.store.deviceCodes.update(
      (await server.store.deviceCodes.find('user_code', user_code.replace('-', '')))[0]?.id ?? '',
      (code) => ({ ...code, user_code: 'BCLSZVTX' })
    )
    for (const typed of ['bclsz vtx', ' bcls.zvtx ', '8C15-2UTX', 'ВСLSZVТХ'])
      expect(await guess(typed)).toEqual(expect.any(String))
  })

  it('is refused when nobody waits under it: unknown, decided, expired, of a blocked client', async () => {
    await expect(guess('BBBB-BBBB')).rejects.toMatchObject({ code: 'invalid_grant' })
    await expect(guess('')).rejects.toMatchObject({ code: 'invalid_grant' })
    const [decided, expired, blocked] = [await ask(), await ask(), await ask()]
    const [record] = await server.store.deviceCodes.find(
      'user_code',
      String(decided.user_code).replace('-', '')
    )
    await server.protocol.deviceCodes.deny(record?.id ?? '')
    await expect(guess(String(decided.user_code))).rejects.toMatchObject({ code: 'invalid_grant' })
    await block(server, { client: 'app' })
    await expect(guess(String(blocked.user_code))).rejects.toMatchObject({ code: 'invalid_grant' })
    await server.store.clients.update('app', (client) => ({ ...client, blocked: false }))
    server.clock.advance({ seconds: 600 })
    await expect(guess(String(expired.user_code))).rejects.toMatchObject({ code: 'invalid_grant' })
  })

  it.each([
    ['browser', { browserId: 'guesser' }],
    ['address', { ip: '192.0.2.1' }]
  ])(
    'can be guessed a few times per %s, in parallel too, and then not even rightly (RFC 8628 §5.1)',
    async (_what, who) => {
      const user_code = String((await ask()).user_code)
      const tries = await Promise.allSettled(Array.from({ length: 20 }, () => guess('BBBB-BBBB', who)))
      const reasons = tries.map((one) =>
        one.status === 'rejected' ? (one.reason as { code: string }).code : 'ok'
      )
      expect(reasons.filter((code) => code === 'invalid_grant').length).toBe(3)
      await expect(guess(user_code, who)).rejects.toMatchObject({ code: 'slow_down', status: 429 })
      expect(await guess(user_code)).toEqual(expect.any(String))
      server.clock.advance({ seconds: 61 })
      expect(await guess(user_code, who)).toEqual(expect.any(String))
    }
  )

  it('may be tried again where the clock is set back behind the latest try', async () => {
    const who = { ip: '10.99.0.1' }
    server.clock.advance({ seconds: 86_400 })
    for (const code of ['BBBB-BBBB', 'CCCC-CCCC', 'DDDD-DDDD'])
      await guess(code, who).catch((error: unknown) => error)
    await expect(guess('FFFF-FFFF', who)).rejects.toMatchObject({ code: 'slow_down' })
    server.clock.advance({ seconds: -86_400 })
    expect(await guess(String((await ask()).user_code), who)).toEqual(expect.any(String))
  })
})
