import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser/browser'
import { startServer, type TestServer } from '../../support/start-server'

const PASSWORD = 'a-good-password'

describe('the panel, while e-mail addresses have to be confirmed', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer({
      settings: { accounts: { email_verification: true } },
      users: [
        { username: 'new', email: 'new@example.com', password: PASSWORD },
        { username: 'known', email: 'known@example.com', email_verified: true, password: PASSWORD },
        { username: 'nowhere', password: PASSWORD },
        { username: 'boss', email: 'boss@example.com', roles: ['administrator'], password: PASSWORD }
      ]
    })
  })
  afterAll(() => server.close())

  async function signIn(username: string, password = PASSWORD) {
    const browser = createBrowser(server.address)
    await browser.load()
    const { status, output } = await browser.rpc('session.signIn', { username, password })
    return { status, code: (output as { code?: string }).code }
  }

  it('lets nobody in whose address waits to be confirmed, and opens no session for them', async () => {
    expect(await signIn('new')).toEqual({ status: 409, code: 'CONFLICT' })
    expect(await server.store.panelSessions.find('username', 'new')).toEqual([])
  })

  it('tells that to nobody who does not know the password', async () => {
    expect(await signIn('new', 'another-password')).toEqual({ status: 401, code: 'UNAUTHORIZED' })
  })

  it.each(['known', 'nowhere'])('lets in %s, who has nothing to confirm', async (username) => {
    expect((await signIn(username)).status).toBe(200)
  })

  it('lets administrators in, who could read no code otherwise', async () => {
    expect((await signIn('boss')).status).toBe(200)
  })
})
