import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ClientInput } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { makeCertificate } from '../../support/certificates'
import { refusalOf } from '../../support/panel/panel-call'
import { startPlayground, type PlaygroundWorld } from './world'

const own = makeCertificate({ subject: 'localhost', san: { dns: 'localhost' }, usage: 'server' })
const theirs = makeCertificate({ subject: 'Somebody’s authority', ca: true })
/** Characters that are trusted at most. */
const MAX = 100_000

/** A store whose writes of one kind fail while `when` says so. */
function failing(store: Store, what: 'settings' | 'playgroundKeys', when: () => boolean): Store {
  const refuse = async () => Promise.reject(new Error('The disk is full'))
  const collection = new Proxy(store[what], {
    get: (target, name, receiver) =>
      when() && (name === 'update' || name === 'upsert') ? refuse : Reflect.get(target, name, receiver)
  })
  return { ...store, [what]: collection }
}

describe.each(['settings', 'playgroundKeys'] as const)('while %s can not be written', (what) => {
  let fails = false
  let world: PlaygroundWorld
  beforeAll(async () => {
    world = await startPlayground({ tls: own, withStore: (store) => failing(store, what, () => fails) })
    await world.client({ client_id: 'app' })
  })
  afterAll(() => world.server.close())

  it('no authority comes to be trusted that goes with no client', async () => {
    const make = () => world.call('playground.makeCertificate', { client_id: 'app' })
    const trusted = async () => (await world.server.store.settings.get()).https.client_ca ?? ''
    await make()
    fails = true
    await expect(make()).rejects.toThrow()
    fails = false
    await make()
    expect((await trusted()).match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
    if (what === 'settings') {
      fails = true
      await expect(world.call('clients.remove', { client_id: 'app' })).rejects.toThrow()
      fails = false
    }
    await world.call('clients.remove', { client_id: 'app' })
    expect(await trusted()).toBe('')
  })
})

describe('of two certificates that are made in the same moment', () => {
  let world: PlaygroundWorld
  let isHeld = true
  let release: () => void
  const released = new Promise<void>((resolve) => (release = resolve))
  /** The first write of the settings waits; those after it go ahead. */
  const held = (store: Store): Store => {
    const settings: Store['settings'] = {
      ...store.settings,
      async update(change) {
        if (isHeld) {
          isHeld = false
          await released
        }
        return store.settings.update(change)
      }
    }
    return { ...store, settings }
  }
  afterAll(() => world.server.close())

  it('one authority alone comes to be trusted, that of the one which stands', async () => {
    world = await startPlayground({ tls: own, withStore: held })
    isHeld = false
    await world.client({ client_id: 'app' })
    isHeld = true
    const make = () => world.call('playground.makeCertificate', { client_id: 'app' })
    const first = make()
    await expect.poll(() => world.server.store.playgroundKeys.get('app')).toBeDefined()
    const second = (await make()) as { authority: string }
    release()
    expect(await first).toMatchObject({ authority: second.authority })
    const trusted = (await world.server.store.settings.get()).https.client_ca ?? ''
    expect(trusted.match(/BEGIN CERTIFICATE/g)).toHaveLength(1)
    expect(trusted).toContain(second.authority.trim())
  })
})

describe('the certificate that the playground makes for a client', () => {
  let world: PlaygroundWorld
  beforeAll(async () => {
    world = await startPlayground({ tls: own })
    await world.server.change({
      client_authentication: { tls_client_auth: true },
      https: { client_ca: theirs.cert }
    })
  })
  afterAll(() => world.server.close())

  const make = (client_id: string) =>
    world.call('playground.makeCertificate', { client_id }) as Promise<{ authority: string }>
  const kept = (client_id: string) => world.server.store.playgroundKeys.get(client_id)
  const trusted = async () => (await world.server.store.settings.get()).https.client_ca ?? ''
  const change = (client_id: string, body: Partial<ClientInput>) =>
    world.call('clients.update', { params: { client_id }, body })
  const verdictOf = async (client_id: string) => {
    const { exchanges } = await world.runAll({ flow: 'oauth2_code', client_id })
    return exchanges.at(-1)?.verdict
  }

  it('leaves the key with which the client signs as it is, whatever its kind', async () => {
    await world.client({ client_id: 'signs', token_endpoint_auth_method: 'private_key_jwt' })
    await change('signs', { token_endpoint_auth_signing_alg: 'RS256' })
    await world.call('playground.generateKey', { client_id: 'signs' })
    const before = await kept('signs')
    await make('signs')
    expect(await kept('signs')).toMatchObject({ jwk: { kty: 'RSA', d: before?.jwk?.['d'] } })
    expect(await verdictOf('signs')).toEqual({ ok: true, id: 'token_issued' })
  })

  it('stays when the client gets another key to sign with', async () => {
    await world.client({ client_id: 'shows' })
    await make('shows')
    await change('shows', { token_endpoint_auth_method: 'tls_client_auth' })
    await world.call('playground.generateKey', { client_id: 'shows' })
    expect(await verdictOf('shows')).toEqual({ ok: true, id: 'token_issued' })
  })

  it('is vouched for by nobody any more once its client is removed', async () => {
    await world.client({ client_id: 'goes' })
    const { authority } = await make('goes')
    expect(await trusted()).toContain(authority)
    // As somebody's editor left it.
    await world.server.change({ https: { client_ca: (await trusted()).replaceAll('\n', '\r\n') } })
    await world.call('clients.remove', { client_id: 'goes' })
    const left = (await trusted()).replaceAll('\r\n', '\n')
    expect(left).not.toContain(authority)
    expect(left).toContain(theirs.cert.trim())
  })

  it('is vouched for by nobody any more once the account of its client’s owner is removed', async () => {
    await world.call('users.create', { username: 'owner', password: 'a password of the owner' })
    await world.client({ client_id: 'owned', owner: 'owner' })
    const { authority } = await make('owned')
    expect(await trusted()).toContain(authority)
    await world.call('users.remove', { username: 'owner' })
    expect(await kept('owned')).toBeUndefined()
    expect(await trusted()).not.toContain(authority)
  })

  it('is refused where no more authorities can be trusted, and the former one stays in use', async () => {
    await world.client({ client_id: 'last' })
    const { authority } = await make('last')
    const before = await trusted()
    const full = `${before}\n${'#'.repeat(MAX - before.length - 1)}`
    await world.server.change({ https: { client_ca: full } })
    await world.client({ client_id: 'one too many' })
    expect(await refusalOf(make('one too many'))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT',
      issues: [{ path: ['client_id'] }]
    })
    expect(await kept('one too many')).toBeUndefined()
    // A longer name, so that even in the place of the former one there is no room for it.
    await change('last', { tls_client_auth_subject_dn: `CN=${'long '.repeat(40)}name` })
    expect(await refusalOf(make('last'))).toMatchObject({ code: 'UNPROCESSABLE_CONTENT' })
    expect((await kept('last'))?.certificate?.authority).toBe(authority)
    expect(await trusted()).toBe(full)
  })
})
