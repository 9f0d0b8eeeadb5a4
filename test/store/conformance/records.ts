import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { clientRecord, tokenRecord, userRecord } from '../records'
import type { AnyCollection } from './any-collection'

export function describeRecords(store: () => Store): void {
  it('is fresh, empty and without problems at first', async () => {
    expect(store().fresh).toBe(true)
    expect(await store().settings.get()).toEqual(DEFAULT_SETTINGS)
    expect(await store().clients.count()).toBe(0)
    expect(await store().tokens.count()).toBe(0)
    expect(await store().problem()).toBeUndefined()
  })

  it('makes durable what was acknowledged, as often as it is asked', async () => {
    await store().tokens.insert(tokenRecord('flushed'))
    await store().flush()
    await store().flush()
    expect(await store().tokens.get('flushed')).toMatchObject({ id: 'flushed' })
  })

  // The same promises for a collection of each kind: configuration, state, volatile.
  const kinds = [
    {
      kind: 'configuration',
      name: 'clients',
      make: (key: string) => clientRecord(key),
      changed: clientRecord('a', { client_name: 'Changed' })
    },
    {
      kind: 'state',
      name: 'tokens',
      make: (key: string) => tokenRecord(key),
      changed: tokenRecord('a', { scope: 'changed' })
    },
    {
      kind: 'volatile',
      name: 'signInAttempts',
      make: (key: string) => ({ id: key, count: 1, exp: 4_000_000_000 }),
      changed: { id: 'a', count: 2, exp: 4_000_000_000 }
    }
  ] as const

  for (const { kind, name, make, changed } of kinds) {
    const collection = () => store()[name] as unknown as AnyCollection
    describe(`a ${kind} collection`, () => {
      it('gives back what was inserted, and nothing for another key', async () => {
        await collection().insert(make('a'))
        expect(await collection().get('a')).toEqual(make('a'))
        expect(await collection().get('b')).toBeUndefined()
        expect(await collection().count()).toBe(1)
      })

      it('refuses a second record under a key and keeps the first', async () => {
        await collection().insert(make('a'))
        await expect(collection().insert(changed)).rejects.toMatchObject({ code: 'exists' })
        expect(await collection().get('a')).toEqual(make('a'))
      })

      it('updates what is there and answers the new record', async () => {
        await collection().insert(make('a'))
        expect(await collection().update('a', () => changed)).toEqual(changed)
        expect(await collection().get('a')).toEqual(changed)
      })

      it('refuses to update what is not there', async () => {
        await expect(collection().update('a', () => changed)).rejects.toMatchObject({ code: 'missing' })
        expect(await collection().get('a')).toBeUndefined()
      })

      it('leaves a record as it is when the change throws', async () => {
        await collection().insert(make('a'))
        const refusal = new Error('not this one')
        const refuse = () => {
          throw refusal
        }
        await expect(collection().update('a', refuse)).rejects.toBe(refusal)
        await expect(collection().upsert('a', refuse)).rejects.toBe(refusal)
        expect(await collection().get('a')).toEqual(make('a'))
      })

      it('refuses a change of the key', async () => {
        await collection().insert(make('a'))
        await expect(collection().update('a', () => make('b'))).rejects.toThrow(/key/)
        expect(await collection().get('a')).toEqual(make('a'))
        expect(await collection().get('b')).toBeUndefined()
      })

      it('upserts: makes what is missing, changes what is there', async () => {
        const seen: unknown[] = []
        const upsert = (next: unknown) =>
          collection().upsert('a', (current) => {
            seen.push(current)
            return next
          })
        expect(await upsert(make('a'))).toEqual(make('a'))
        expect(await upsert(changed)).toEqual(changed)
        expect(seen).toEqual([undefined, make('a')])
        expect(await collection().get('a')).toEqual(changed)
      })

      it('says whether there was one to remove', async () => {
        await collection().insert(make('a'))
        expect(await collection().remove('a')).toBe(true)
        expect(await collection().remove('a')).toBe(false)
        expect(await collection().get('a')).toBeUndefined()
        expect(await collection().count()).toBe(0)
      })

      it('takes a key again after it was removed', async () => {
        await collection().insert(make('a'))
        await collection().remove('a')
        await collection().insert(changed)
        expect(await collection().get('a')).toEqual(changed)
      })
    })
  }

  it('finds records by an index, under every value that they stand under', async () => {
    await store().users.insert(userRecord('Alice', { email: 'alice@example.com', roles: ['user', 'tester'] }))
    await store().users.insert(userRecord('bob', { roles: ['tester'] }))
    const names = async (index: 'login' | 'role', value: string) =>
      (await store().users.find(index, value)).map(({ username }) => username).sort()
    expect(await names('login', 'alice')).toEqual(['Alice'])
    expect(await names('login', 'alice@example.com')).toEqual(['Alice'])
    expect(await names('role', 'tester')).toEqual(['Alice', 'bob'])
    expect(await names('role', 'nobody')).toEqual([])
  })

  it('keeps indexes in step with updates and removals', async () => {
    await store().tokens.insert(tokenRecord('t', { client_id: 'shop', sub: 'alice' }))
    await store().tokens.update('t', (token) => ({ ...token, sub: 'bob' }))
    expect(await store().tokens.find('sub', 'alice')).toEqual([])
    expect(await store().tokens.find('sub', 'bob')).toHaveLength(1)
    await store().tokens.remove('t')
    expect(await store().tokens.find('sub', 'bob')).toEqual([])
    expect(await store().tokens.find('client_id', 'shop')).toEqual([])
  })

  it('removes all that stands under a value of an index, and tells how many', async () => {
    for (const id of ['a', 'b', 'c']) await store().tokens.insert(tokenRecord(id))
    await store().tokens.insert(tokenRecord('other', { client_id: 'till' }))
    expect(await store().tokens.removeWhere('client_id', 'shop')).toBe(3)
    expect(await store().tokens.removeWhere('client_id', 'shop')).toBe(0)
    expect((await store().tokens.list()).items.map(({ id }) => id)).toEqual(['other'])

    await store().clients.insert(clientRecord('mine', { owner: 'alice' }))
    expect(await store().clients.removeWhere('owner', 'alice')).toBe(1)
    expect(await store().clients.count()).toBe(0)
  })

  it('removes what stands under any of several values of an index, each record once', async () => {
    for (const sub of ['alice', 'bob', 'carol']) await store().tokens.insert(tokenRecord(sub, { sub }))
    expect(await store().tokens.removeWhere('sub', ['alice', 'bob', 'alice', 'nobody'])).toBe(2)
    expect(await store().tokens.removeWhere('sub', [])).toBe(0)
    expect((await store().tokens.list()).items.map(({ id }) => id)).toEqual(['carol'])

    await store().users.insert(userRecord('dave', { roles: ['user', 'tester'] }))
    expect(await store().users.removeWhere('role', ['user', 'tester'])).toBe(1)
  })

  it('removes what stands under several values of an index that a record has many of', async () => {
    const session = (id: string, client_ids: string[]) => ({
      id,
      sub: 'alice',
      sid: id,
      client_ids,
      ip: '',
      userAgent: '',
      createdAt: 1,
      lastSeenAt: 1,
      exp: 4_000_000_000
    })
    const sessions = store().signInSessions as unknown as {
      insert(record: unknown): Promise<void>
      removeWhere(index: string, values: string[]): Promise<number>
    }
    for (const [id, ...client_ids] of [
      ['both', 'shop', 'till'],
      ['one', 'till'],
      ['none', 'bank']
    ] as const)
      await sessions.insert(session(id, client_ids))
    expect(await sessions.removeWhere('client_id', ['shop', 'till'])).toBe(2)
    expect((await store().signInSessions.list()).items.map(({ id }) => id)).toEqual(['none'])
  })

  it('spares what a removal is told to, whatever else stands in a record', async () => {
    const strange = { client_id: '\0 "\\u0000" \\ \ud83d' }
    await store().tokens.insert(tokenRecord('kept', { ...strange, kind: 'refresh_token' }))
    for (const id of ['a', 'b']) await store().tokens.insert(tokenRecord(id, strange))
    const spared = { member: 'kind', value: 'refresh_token' } as const
    expect(await store().tokens.removeWhere('client_id', strange.client_id, spared)).toBe(2)
    expect((await store().tokens.list()).items.map(({ id }) => id)).toEqual(['kept'])

    for (const id of ['x', 'y']) await store().clients.insert(clientRecord(id, { owner: 'alice' }))
    expect(await store().clients.removeWhere('owner', 'alice', { member: 'client_id', value: 'x' })).toBe(1)
    expect(await store().clients.get('x')).toBeDefined()
  })

  it('removes what stands under several keys, more of them than go at once, and tells how many', async () => {
    const ids = Array.from({ length: 1100 }, (_, number) => `t${number}`)
    await Promise.all(ids.map((id) => store().tokens.insert(tokenRecord(id))))
    expect(await store().tokens.removeEach([...ids.slice(1), 't1', 'missing'])).toBe(1099)
    expect(await store().tokens.removeEach([])).toBe(0)
    expect((await store().tokens.list()).items.map(({ id }) => id)).toEqual(['t0'])

    for (const id of ['x', 'y']) await store().clients.insert(clientRecord(id))
    expect(await store().clients.removeEach(['x', 'x', 'z'])).toBe(1)
    expect(await store().clients.count()).toBe(1)
  })
}
