import { expect, it } from 'vitest'
import { DEFAULT_SETTINGS, patchSettings } from '../../../src-main/model'
import { generateKey } from '../../../src-main/oauth'
import type { Store, StoreChange } from '../../../src-main/ports'
import { clientRecord, tokenRecord, userRecord } from '../records'

export function describeConfiguration(store: () => Store): void {
  const changed = patchSettings(DEFAULT_SETTINGS, { cors: { enabled: false } })

  it('writes settings and records of several collections as one', async () => {
    await store().clients.insert(clientRecord('kept'))
    await store().clients.insert(clientRecord('replaced', { client_name: 'Before' }))
    await store().writeConfiguration({
      settings: changed,
      clients: [clientRecord('replaced', { client_name: 'After' }), clientRecord('new')],
      users: [userRecord('alice')],
      roles: [{ name: 'tester', description: '' }],
      scopes: [{ name: 'orders:read', description: '', claims: [], roles: [] }]
    })
    expect(await store().settings.get()).toEqual(changed)
    const { items } = await store().clients.list({ sort: { by: 'client_id' } })
    expect(items.map(({ client_id, client_name }) => [client_id, client_name])).toEqual([
      ['kept', ''],
      ['new', ''],
      ['replaced', 'After']
    ])
    expect(await store().users.get('alice')).toEqual(userRecord('alice'))
    expect(await store().roles.count()).toBe(1)
    expect(await store().scopes.get('orders:read')).toBeDefined()
  })

  it('writes nothing of a configuration of which one record is wrong', async () => {
    const wrong = { ...clientRecord('wrong'), client_secret: undefined }
    await expect(
      store().writeConfiguration({ settings: changed, users: [userRecord('alice')], clients: [wrong] })
    ).rejects.toThrow(/client_secret/)
    expect(await store().settings.get()).toEqual(DEFAULT_SETTINGS)
    expect(await store().users.count()).toBe(0)
    expect(await store().clients.count()).toBe(0)
  })

  it('writes no records that could not be read again, however many are written together', async () => {
    const { d: _d, ...half } = await generateKey('ES256', 1_700_000_000)
    const { d } = await generateKey('ES256', 1_700_000_000)
    await expect(store().writeConfiguration({ keys: [{ ...half, d }] })).rejects.toThrow(
      /parts are not those of one key/
    )
    const deep = JSON.parse(`${'{"a":'.repeat(600)}1${'}'.repeat(600)}`) as Record<string, unknown>
    const users = [userRecord('alice'), userRecord('bob', { claims: { deep } })]
    await expect(store().writeConfiguration({ users })).rejects.toThrow(/nested deeper than 500 levels/)
    expect(await store().keys.count()).toBe(0)
    expect(await store().users.count()).toBe(0)
  })

  it('takes records away in the same write that brings others, as when a person gets another user name', async () => {
    await store().users.insert(userRecord('alice', { sub: 'a' }))
    await store().writeConfiguration({
      users: [userRecord('alicia', { sub: 'a' })],
      removed: { users: ['alice'] }
    })
    expect(await store().users.get('alice')).toBeUndefined()
    expect(await store().users.find('sub', 'a')).toEqual([userRecord('alicia', { sub: 'a' })])
    expect(await store().users.count()).toBe(1)
  })

  it('lets each of many changes at once find, by any index, what the ones before it decided', async () => {
    await store().users.insert(userRecord('alice', { roles: ['administrator'] }))
    const found: string[][] = []
    const decide = (name: string, roles: string[]) =>
      store().writeConfiguration((newest) => {
        const administrators = newest.find('users', 'access', 'administrator')
        found.push(administrators.map(({ username }) => username).sort())
        return { users: [userRecord(name, { roles })] }
      })
    await Promise.all([
      decide('bob', ['administrator']),
      decide('alice', ['user']),
      decide('carol', ['moderator']),
      decide('bob', ['user']),
      decide('carol', ['administrator'])
    ])
    expect(found).toEqual([['alice'], ['alice', 'bob'], ['bob'], ['bob'], []])
    expect(await store().users.find('access', 'administrator')).toMatchObject([{ username: 'carol' }])
  })

  it('leaves the settings as they are when a change throws', async () => {
    const refuse = () => {
      throw new Error('no')
    }
    await expect(store().settings.update(refuse)).rejects.toThrow('no')
    expect(await store().settings.get()).toEqual(DEFAULT_SETTINGS)
  })

  it('announces each change of settings and configuration, and none of the state', async () => {
    const heard: StoreChange[] = []
    const stop = store().subscribe((change) => void heard.push(change))
    await store().clients.insert(clientRecord('a'))
    await store().clients.update('a', (client) => ({ ...client, blocked: true }))
    await store().settings.update(() => changed)
    await store().clients.remove('a')
    await store().clients.remove('a')
    await store().tokens.insert(tokenRecord('t'))
    await expect(
      store().clients.update('a', () => {
        throw new Error('never called')
      })
    ).rejects.toMatchObject({ code: 'missing' })
    const client = { what: 'clients', keys: ['a'] }
    expect(heard).toEqual([client, client, { what: 'settings' }, client])

    stop()
    await store().clients.insert(clientRecord('b'))
    expect(heard).toHaveLength(4)
  })

  it('shows what it announces', async () => {
    const seen: unknown[] = []
    store().subscribe(() => void seen.push(store().clients.get('a')))
    await store().clients.insert(clientRecord('a'))
    expect(await Promise.all(seen)).toEqual([clientRecord('a')])
  })

  it('announces a change of very many records without their keys', async () => {
    const heard: StoreChange[] = []
    store().subscribe((change) => void heard.push(change))
    await store().writeConfiguration({
      clients: Array.from({ length: 200 }, (_, number) => clientRecord(`client-${number}`))
    })
    expect(heard).toEqual([{ what: 'clients' }])
  })
}
