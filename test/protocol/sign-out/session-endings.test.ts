import { decodeJwt } from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startLogoutReceiver, type LogoutReceiver } from '../../support/logout-receiver'
import type { TestServer } from '../../support/start-server'
import { latestCode, visitor } from '../accounts/world'
import { PASSWORD } from '../flow-world'
import { relyingParty, RP_CALLBACK, signedInAt, startSignOutServer, type SignedIn } from './sign-out-world'

const NEW_PASSWORD = 'quite-another-password'

describe('a sign-in session that ends from the side', () => {
  let server: TestServer
  let receiver: LogoutReceiver
  let person: SignedIn

  beforeAll(async () => {
    receiver = await startLogoutReceiver()
    server = await startSignOutServer([relyingParty({ backchannel_logout_uri: receiver.uri })])
    await server.change({ accounts: { deletion: true, forgot_password: true } })
  })
  beforeEach(async () => {
    for (const { username } of [{ username: 'alice' }, { username: 'bob' }])
      await server.accounts.setPassword(username, PASSWORD)
    person = await signedInAt(server)
  })
  afterAll(async () => {
    await server.close()
    await receiver.close()
  })

  /** The client was told once, and of this very session. */
  async function isTold({ idToken }: SignedIn = person): Promise<void> {
    const { sid, sub } = decodeJwt(idToken)
    const told = () => receiver.received.map(({ token }) => decodeJwt(token)).filter((one) => one.sid === sid)
    await expect.poll(told).toEqual([expect.objectContaining({ aud: 'rp', sub })])
  }

  it('tells its clients when the person changes their password', async () => {
    const request = { username: 'alice', currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    expect(await server.accounts.changePassword(request)).toEqual({ outcome: 'changed' })
    await isTold()
  })

  it('tells its clients when an administrator sets the password', async () => {
    await server.accounts.setPassword('alice', NEW_PASSWORD)
    await isTold()
  })

  it('tells its clients when a forgotten password is replaced', async () => {
    const { forgottenPasswords } = server.accounts
    const begun = await forgottenPasswords.begin('alice@example.com', visitor())
    if (!('step' in begun)) throw new Error('No code was mailed')
    await forgottenPasswords.confirm(begun.step, await latestCode(server, 'alice@example.com'), visitor())
    const typed = { password: NEW_PASSWORD, confirm: NEW_PASSWORD }
    expect((await forgottenPasswords.replace(begun.step, typed, visitor())).outcome).toBe('replaced')
    await isTold()
  })

  it('tells its clients when somebody else signs in in the browser', async () => {
    await signedInElse(person)
    await isTold()
  })

  it('tells its clients when everything of the person is ended', async () => {
    await server.accounts.endEverything({ username: 'alice', sub: 'alice-sub' })
    await isTold()
  })

  it('tells its clients once when two end it at the same time', async () => {
    const [session] = await server.store.signInSessions.find('sub', 'alice-sub')
    const id = session?.id ?? ''
    const ended = await Promise.all([
      server.accounts.endSignInSession(id),
      server.accounts.endSignInSession(id)
    ])
    expect(ended.sort()).toEqual([false, true])
    await isTold()
  })

  it('tells its clients when the person deletes their account', async () => {
    const bob = await signedInAt(server, 'rp', { username: 'bob' })
    expect((await server.accounts.deleteAccount('bob', PASSWORD)).outcome).toBe('deleted')
    await isTold(bob)
  })

  /** Bob signs in where alice is. */
  async function signedInElse({ browser }: SignedIn): Promise<void> {
    await browser.authorize({
      client_id: 'rp',
      redirect_uri: RP_CALLBACK,
      response_type: 'id_token',
      scope: 'openid',
      nonce: 'a-nonce',
      prompt: 'login'
    })
    await browser.signIn('bob', PASSWORD)
  }
})
