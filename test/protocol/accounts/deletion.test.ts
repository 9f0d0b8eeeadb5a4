import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { claimRuleSchema, consentId } from '../../../src-main/model'
import { agreement, PASSWORD, signIn, startAccounts } from './world'
import type { TestServer } from '../../support/start-server'

/** A claim for one client alone goes with it. */
const RULE_OF_HERS = { name: 'team', value: 'hers', places: ['id_token'], client_id: 'of-alice' }

let server: TestServer

beforeEach(async () => {
  server = await startAccounts({
    settings: { accounts: { deletion: true }, limits: { sign_in_attempts: 3 } },
    clients: [
      { client_id: 'of-alice', client_name: 'Of Alice', owner: 'alice', token_endpoint_auth_method: 'none' },
      { client_id: 'of-bob', owner: 'bob', token_endpoint_auth_method: 'none' }
    ]
  })
  await consent('alice-sub', 'of-bob', 1)
  await consent('bob-sub', 'of-alice', 1)
})
afterEach(() => server.close())

function consent(sub: string, client_id: string, given_at: number): Promise<void> {
  const nothing = { claims: [], authorization_details: [] }
  return server.store.consents.insert({
    id: consentId(sub, client_id),
    sub,
    client_id,
    scope: 'openid',
    given_at,
    ...nothing
  })
}

describe('deleting one’s own account', () => {
  it('tells what goes with it, and takes it all', async () => {
    const { token } = await signIn(server)
    const granted = await agreement(server, { sub: 'alice-sub', scope: 'openid offline_access' })
    const toHers = await agreement(server, { sub: 'bob-sub', client_id: 'of-alice' })
    const ofBob = await agreement(server, { sub: 'bob-sub' })
    await server.store.claims.insert(claimRuleSchema.parse(RULE_OF_HERS))
    const gone = { clients: [{ client_id: 'of-alice', client_name: 'Of Alice' }], consents: 1 }
    expect(await server.accounts.goesWithAccount('alice')).toEqual(gone)
    expect(await server.accounts.deleteAccount('alice', PASSWORD)).toEqual({ outcome: 'deleted', gone })
    expect(await server.store.users.get('alice')).toBeUndefined()
    expect(await server.store.clients.get('of-alice')).toBeUndefined()
    expect((await server.store.claims.list()).items).toEqual([])
    expect(await server.accounts.signIns.resume(token)).toBeUndefined()
    expect(await server.store.signInRecords.find('sub', 'alice-sub')).toEqual([])
    expect(await granted.isAlive()).toBe(false)
    expect(await toHers.isAlive()).toBe(false)
    expect((await server.store.consents.list()).items).toEqual([])
    expect(await ofBob.isAlive()).toBe(true)
    expect(await server.store.clients.get('of-bob')).toBeDefined()
  })

  it('is refused while the settings do not allow it', async () => {
    await server.change({ accounts: { deletion: false } })
    expect(await server.accounts.deleteAccount('alice', PASSWORD)).toEqual({ outcome: 'off' })
    expect(await server.store.users.get('alice')).toBeDefined()
  })

  it('wants the password, and a wrong one counts as a failed sign-in', async () => {
    for (let tries = 0; tries < 3; tries += 1)
      expect(await server.accounts.deleteAccount('alice', 'wrong')).toEqual({ outcome: 'wrong_password' })
    expect(await server.accounts.deleteAccount('alice', PASSWORD)).toMatchObject({ outcome: 'limited' })
    expect(await server.store.users.get('alice')).toBeDefined()
  })

  it('is not for the last administrator who can manage the server', async () => {
    await server.store.users.update('alice', (alice) => ({ ...alice, roles: ['administrator'] }))
    for (const user of await server.store.users.find('role', 'administrator'))
      if (user.username !== 'alice') await server.store.users.remove(user.username)
    expect(await server.accounts.deleteAccount('alice', PASSWORD)).toEqual({ outcome: 'last_administrator' })
    await server.store.users.update('bob', (bob) => ({ ...bob, roles: ['administrator'] }))
    expect(await server.accounts.deleteAccount('alice', PASSWORD)).toMatchObject({ outcome: 'deleted' })
  })
})

describe('removing an administrator', () => {
  const removing = (keep: () => Promise<void>) => server.accounts.removeAccount('alice', keep)
  beforeEach(async () => {
    await server.store.users.update('alice', (alice) => ({ ...alice, roles: ['administrator'] }))
  })

  it('leaves them one where what shall bring them back could not be kept', async () => {
    await server.store.users.update('bob', (bob) => ({ ...bob, roles: ['administrator'] }))
    await expect(removing(() => Promise.reject(new Error('the disk is full')))).rejects.toThrow('disk')
    expect((await server.store.users.get('alice'))?.roles).toEqual(['administrator'])
    expect(await removing(() => Promise.resolve())).toMatchObject({ outcome: 'removed' })
  })

  it('keeps nothing of the last one, who stays', async () => {
    for (const user of await server.store.users.find('role', 'administrator'))
      if (user.username !== 'alice') await server.store.users.remove(user.username)
    let isKept = false
    const keep = async () => void (isKept = true)
    expect(await removing(keep)).toEqual({ outcome: 'last_administrator' })
    expect(isKept).toBe(false)
  })
})

describe('the consents of a person', () => {
  it('are listed, the latest first, and withdrawn with everything that the client got', async () => {
    await consent('alice-sub', 'of-alice', 2)
    const ids = async () =>
      (await server.accounts.consents.list('alice-sub')).map(({ client_id }) => client_id)
    expect(await ids()).toEqual(['of-alice', 'of-bob'])
    const kept = await agreement(server, { sub: 'alice-sub', client_id: 'of-alice' })
    const ended = await agreement(server, { sub: 'alice-sub', client_id: 'of-bob', scope: 'offline_access' })
    const ofBob = await agreement(server, { sub: 'bob-sub', client_id: 'of-bob' })
    expect(await server.accounts.consents.withdraw('alice-sub', 'of-bob')).toBe(true)
    expect(await ids()).toEqual(['of-alice'])
    expect([await kept.isAlive(), await ended.isAlive(), await ofBob.isAlive()]).toEqual([true, false, true])
    expect(await server.accounts.consents.withdraw('alice-sub', 'of-bob')).toBe(false)
  })
})
