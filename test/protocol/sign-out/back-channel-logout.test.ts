import {
  compactDecrypt,
  createLocalJWKSet,
  decodeJwt,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  type JWK
} from 'jose'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Jwk, LogoutDelivery } from '../../../src-main/model'
import { startLogoutReceiver, type LogoutReceiver } from '../../support/logout-receiver'
import type { TestServer } from '../../support/start-server'
import { logoutPath, relyingParty, signedInAt, startSignOutServer, type SignedIn } from './sign-out-world'

describe('back-channel logout (OpenID Connect Back-Channel Logout 1.0)', () => {
  let server: TestServer
  let receiver: LogoutReceiver
  let delays: number[]
  let retries: (() => void)[]
  let decryption: Awaited<ReturnType<typeof generateKeyPair>>

  beforeAll(async () => {
    decryption = await generateKeyPair('ECDH-ES', { extractable: true })
    const key = { ...(await exportJWK(decryption.publicKey)), use: 'enc', kid: 'enc' } as Jwk
    receiver = await startLogoutReceiver()
    const to = (more: object = {}) => relyingParty({ backchannel_logout_uri: receiver.uri, ...more })
    server = await startSignOutServer(
      [
        to(),
        to({ client_id: 'sector', subject_type: 'pairwise', id_token_signed_response_alg: 'ES256' }),
        to({ client_id: 'down', backchannel_logout_uri: 'http://127.0.0.1:1/logout' }),
        relyingParty({ client_id: 'deaf' }),
        to({
          client_id: 'encrypted',
          jwks: { keys: [key] },
          id_token_encrypted_response_alg: 'ECDH-ES',
          id_token_encrypted_response_enc: 'A128GCM'
        })
      ],
      {
        scheduler: {
          after(milliseconds, work) {
            delays.push(milliseconds)
            retries.push(work)
            return () => undefined
          }
        }
      }
    )
  })
  beforeEach(async () => {
    await receiver.close()
    receiver = await startLogoutReceiver()
    for (const client_id of ['rp', 'sector', 'encrypted'])
      await server.store.clients.update(client_id, (client) => ({
        ...client,
        backchannel_logout_uri: receiver.uri
      }))
    delays = []
    retries = []
  })
  afterAll(async () => {
    await server.close()
    await receiver.close()
  })

  const signOut = ({ browser, idToken }: SignedIn) => browser.get(logoutPath({ id_token_hint: idToken }))

  async function settled(count = 1): Promise<readonly LogoutDelivery[]> {
    await expect
      .poll(async () => (await deliveries()).filter(({ tries }) => tries > 0).length)
      .toBeGreaterThanOrEqual(count)
    return deliveries()
  }

  async function deliveries(): Promise<readonly LogoutDelivery[]> {
    const { items } = await server.store.logoutDeliveries.list({ sort: { by: 'at' }, limit: 1000 })
    return items
  }

  /** The deliveries of a sign-out that begins now, apart from those of the other tests. */
  async function fresh(): Promise<void> {
    for (const { id } of await deliveries()) await server.store.logoutDeliveries.remove(id)
  }

  const claimsOf = async (token: string) => {
    const keys = await (await fetch(`${server.address}/oauth2/jwks.json`)).json()
    return jwtVerify(token, createLocalJWKSet(keys as { keys: JWK[] }), {
      typ: 'logout+jwt',
      currentDate: new Date(server.clock.nowMs())
    })
  }

  it('posts a logout token about session and person to the client (§2.4, §2.5)', async () => {
    const person = await signedInAt(server)
    await signOut(person)
    const [{ method, contentType, token }] = (await receiver.count(1)) as [LogoutReceiver['received'][0]]
    expect({ method, contentType }).toEqual({
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded'
    })
    const { payload, protectedHeader } = await claimsOf(token)
    expect(protectedHeader).toMatchObject({ alg: 'RS256', kid: expect.any(String) as string })
    const iat = server.clock.nowSeconds()
    expect(payload).toEqual({
      iss: server.address,
      aud: 'rp',
      sub: 'alice-sub',
      sid: decodeJwt(person.idToken).sid,
      iat,
      exp: iat + 120,
      jti: expect.stringMatching(/^.{20,}$/) as string,
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} }
    })
    expect(payload).not.toHaveProperty('nonce')
  })

  it('says who it was as each client knows the person, signed and encrypted as its ID tokens (§2.6)', async () => {
    const first = await signedInAt(server, 'sector')
    await signedInAt(server, 'encrypted', { browser: first.browser })
    await signOut(first)
    const tokens = (await receiver.count(2)).map(({ token }) => token)
    const plain = tokens.find((token) => token.split('.').length === 3) ?? ''
    const { payload, protectedHeader } = await claimsOf(plain)
    expect(protectedHeader.alg).toBe('ES256')
    expect(payload.sub).toBe(decodeJwt(first.idToken).sub)
    expect(payload.sub).not.toBe('alice-sub')
    const nested = tokens.find((token) => token.split('.').length === 5) ?? ''
    const { plaintext } = await compactDecrypt(nested, decryption.privateKey)
    const inner = await claimsOf(new TextDecoder().decode(plaintext))
    expect(inner.payload).toMatchObject({ aud: 'encrypted', sub: 'alice-sub' })
  })

  it('tells every client of the session, and none that has no address or was not in it', async () => {
    await fresh()
    const person = await signedInAt(server)
    await signedInAt(server, 'deaf', { browser: person.browser })
    const elsewhere = await signedInAt(server, 'sector', { username: 'bob' })
    await signOut(person)
    await receiver.count(1)
    expect((await settled()).map(({ client_id, status }) => [client_id, status])).toEqual([
      ['rp', 'delivered']
    ])
    expect((await elsewhere.browser.ask('/oauth2/logout')).html).toContain('value="stay"')
  })

  it('tries again where a client fails, each time with a new token, and is done at 200', async () => {
    await fresh()
    receiver.answerWith(500, 204)
    await signOut(await signedInAt(server))
    await receiver.count(1)
    expect(await settled()).toMatchObject([
      { status: 'waiting', tries: 1, problem: expect.stringContaining('500') as string }
    ])
    expect(delays).toEqual([1_000])
    server.clock.advance({ seconds: 300 })
    retries.shift()?.()
    const [first, second] = await receiver.count(2)
    await expect.poll(async () => (await deliveries())[0]?.status).toBe('delivered')
    expect(first?.token).not.toBe(second?.token)
    expect((await claimsOf(second?.token ?? '')).payload.iat).toBe(server.clock.nowSeconds())
    expect((await deliveries())[0]).not.toHaveProperty('problem')
    expect(delays).toEqual([1_000])
  })

  it('takes 400 for final (§2.8)', async () => {
    await fresh()
    receiver.answerWith(400)
    await signOut(await signedInAt(server))
    await receiver.count(1)
    expect(await settled()).toMatchObject([{ status: 'failed', tries: 1 }])
    expect(delays).toEqual([])
  })

  it('gives up on a client that is down after four tries, in the log and in the record for seven days', async () => {
    await fresh()
    await signOut(await signedInAt(server, 'down'))
    for (let tries = 1; tries <= 4; tries += 1) {
      await expect.poll(async () => (await deliveries())[0]?.tries).toBe(tries)
      if (tries < 4) await expect.poll(() => retries.length).toBe(1)
      retries.shift()?.()
    }
    expect(delays).toEqual([1_000, 5_000, 30_000])
    expect(await deliveries()).toMatchObject([{ client_id: 'down', status: 'failed', tries: 4 }])
    const lines = server.logged.filter((line) => line.includes('could not be told of a sign-out'))
    expect(lines.at(-1)).toContain('"client_id":"down"')
    expect(lines.at(-1)).toContain('given up')
    server.clock.advance({ seconds: 7 * 86_400 + 1 })
    expect(await deliveries()).toEqual([])
  })

  it('does not hold up a sign-out for a client that never answers', async () => {
    receiver.answerWith('silent')
    const person = await signedInAt(server)
    const stop = await signOut(person)
    expect(stop.html).toContain('data-testid="signed-out"')
    // Still being told when the person has long been answered.
    await receiver.count(1)
    expect(await deliveries()).toMatchObject([{ status: 'waiting' }])
  })

  it('asks no private address where that is not allowed', async () => {
    await fresh()
    await server.change({ outbound: { private_addresses: false } })
    await signOut(await signedInAt(server))
    expect(await settled()).toMatchObject([{ status: 'waiting', tries: 1 }])
    expect(receiver.received).toEqual([])
    await server.change({ outbound: { private_addresses: null } })
  })

  it('tells the clients of a session that is ended from elsewhere, of a blocked person too', async () => {
    const person = await signedInAt(server)
    const { sid } = decodeJwt(person.idToken)
    const [session] = await server.store.signInSessions.find('sid', String(sid))
    await server.store.users.update('alice', (user) => ({ ...user, blocked: true }))
    await server.accounts.endSignInSession(session?.id ?? '')
    const received = await receiver.count(1)
    expect(decodeJwt(received[0]?.token ?? '')).toMatchObject({ sid })
    expect(await server.store.signInSessions.find('sid', String(sid))).toEqual([])
    await server.store.users.update('alice', (user) => ({ ...user, blocked: false }))
  })

  it('goes on after a restart with what was left undone', async () => {
    await fresh()
    const now = server.clock.nowSeconds()
    await server.store.logoutDeliveries.insert({
      id: 'left-over',
      client_id: 'rp',
      sub: 'alice-sub',
      sid: 'a-sid',
      status: 'waiting',
      tries: 1,
      at: now,
      exp: now + 86_400
    })
    await server.stop()
    await server.start()
    const [{ token }] = (await receiver.count(1)) as [LogoutReceiver['received'][0]]
    expect(decodeJwt(token)).toMatchObject({ sid: 'a-sid', sub: 'alice-sub', aud: 'rp' })
    await expect.poll(async () => (await deliveries())[0]?.status).toBe('delivered')
  })
})
