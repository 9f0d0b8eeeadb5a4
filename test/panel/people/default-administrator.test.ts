import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../support/browser/browser'
import { browserCall, contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

let server: TestServer
beforeEach(async () => {
  server = await startServer({ users: [{ username: 'root', roles: ['administrator'] }] })
})
afterEach(() => server.close())

describe('the documented default administrator', () => {
  it('is said to stand until its password is changed', async () => {
    const fresh = await startServer()
    try {
      const administrator = { username: 'admin@example.com', password: 'password1' }
      const browser = createBrowser(fresh.address)
      expect(await browser.load()).toMatchObject({ signedIn: false, defaultAdministrator: administrator })
      await browser.signIn(administrator)
      const call = browserCall(fresh, browser)
      expect(await call('server.overview')).toMatchObject({
        attention: expect.arrayContaining([
          { id: 'default_password', values: { username: 'admin@example.com' } }
        ]) as object[]
      })
      await call('account.changePassword', { currentPassword: 'password1', newPassword: 'a better password' })
      expect(await fresh.accounts.defaultPasswordStands()).toBe(false)
      expect(await call('session.current')).not.toHaveProperty('defaultAdministrator')
    } finally {
      await fresh.close()
    }
  })

  it('is not given its documented password again', async () => {
    const local = directCall(server, contextOf({ kind: 'local' }))
    await server.store.users.upsert('admin@example.com', (current) => ({
      ...(current ?? { username: 'admin@example.com', roles: ['administrator'], blocked: false, claims: {} })
    }))
    const documented = { username: 'admin@example.com', password: 'password1' }
    await expect(local('users.setPassword', documented)).rejects.toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
    await expect(
      local('users.setPassword', { ...documented, password: 'password2' })
    ).resolves.toBeUndefined()
  })

  it('is not made where the profile brings an administrator', async () => {
    expect(await server.store.users.get('admin@example.com')).toBeUndefined()
    expect(await server.accounts.defaultPasswordStands()).toBe(false)
  })
})
