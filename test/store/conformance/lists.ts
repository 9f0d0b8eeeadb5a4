import { expect, it } from 'vitest'
import type { Client } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { clientRecord, tokenRecord } from '../records'

export function describeLists(store: () => Store): void {
  const ids = (page: { items: readonly Client[] }) => page.items.map(({ client_id }) => client_id)

  async function insertClients(...clients: Partial<Client>[]): Promise<void> {
    for (const { client_id = '', ...over } of clients)
      await store().clients.insert(clientRecord(client_id, over))
  }

  it('follows every change, in both directions and while it is searched', async () => {
    const names = async (descending: boolean, search?: string) => {
      const sort = { by: 'client_name', descending } as const
      return ids(await store().clients.list({ sort, ...(search && { search }) }))
    }
    await insertClients({ client_id: '1', client_name: 'b' }, { client_id: '2', client_name: 'a' })
    expect(await names(false)).toEqual(['2', '1'])
    expect(await names(true)).toEqual(['1', '2'])
    await store().clients.update('1', (client) => ({ ...client, client_name: 'A first' }))
    await insertClients({ client_id: '3', client_name: 'a' })
    expect(await names(false)).toEqual(['2', '3', '1'])
    expect(await names(true)).toEqual(['1', '3', '2'])
    expect(await names(true, 'A')).toEqual(['3', '2', '1'])
    await store().clients.remove('3')
    expect(await names(false, 'a')).toEqual(['2', '1'])
  })

  it('hands out every record once in batches, whatever its key is', async () => {
    const keys = ['1', '', 'z', 'Ä', '\0', "'", 'x'.repeat(2000)]
    for (const key of keys) await store().tokens.insert(tokenRecord(key))
    const batches: string[][] = []
    for await (const some of store().tokens.batches(3)) batches.push(some.map(({ id }) => id))
    expect(batches.map(({ length }) => length)).toEqual([3, 3, 1])
    expect(batches.flat().sort()).toEqual([...keys].sort())
    for await (const none of store().consents.batches(3)) expect(none).toBe('nothing')
  })

  it('lists what running a collection brought by its place, latest first, and lets go of a person’s or a collection’s', async () => {
    const runs = [
      ['1', 'sub alice', 'Smoke', 10],
      ['2', 'sub alice', 'Smoke', 30],
      ['3', 'sub alice', 'More', 20],
      ['4', 'local', 'Smoke', 40]
    ] as const
    for (const [id, actor, collection, at] of runs) {
      const sub = actor === 'local' ? {} : { sub: 'alice' }
      const result = { results: ['half a pair: \ud83d'] }
      await store().collectionRuns.insert({ id, actor, ...sub, collection, at, result, exp: 4_000_000_000 })
    }
    const idsAt = async (value: string) => {
      const sort = { by: 'at', descending: true } as const
      const { items } = await store().collectionRuns.list({ where: { index: 'place', value }, sort })
      return items.map(({ id }) => id)
    }
    expect(await idsAt('sub alice\nSmoke')).toEqual(['2', '1'])
    expect(await store().collectionRuns.removeWhere('collection', 'More')).toBe(1)
    expect(await store().collectionRuns.removeWhere('sub', 'alice')).toBe(2)
    expect(await idsAt('local\nSmoke')).toEqual(['4'])
  })

  it('tells under which values of an index most records stand', async () => {
    for (const [id, client_id] of [
      ['1', 'a'],
      ['2', 'b'],
      ['3', 'b'],
      ['4', 'c'],
      ['5', 'b'],
      ['6', 'c']
    ] as const)
      await store().tokens.insert(tokenRecord(id, { client_id }))
    await store().tokens.remove('5')
    expect(await store().tokens.tallies('client_id', 2)).toEqual(
      expect.arrayContaining([
        { value: 'b', count: 2 },
        { value: 'c', count: 2 }
      ])
    )
    await store().tokens.insert(tokenRecord('7', { client_id: 'c' }))
    expect(await store().tokens.tallies('client_id', 1)).toEqual([{ value: 'c', count: 3 }])
    expect(await store().tokens.tallies('sub', 5)).toEqual([])
  })

  it('lists in the first declared order, whatever the case', async () => {
    await insertClients(
      { client_id: '1', client_name: 'banana' },
      { client_id: '2', client_name: 'Apple' },
      { client_id: '3', client_name: 'cherry' }
    )
    expect(ids(await store().clients.list())).toEqual(['2', '1', '3'])
  })

  it('sorts by a declared order, up and down, by key where that is equal', async () => {
    await insertClients(
      { client_id: 'b', client_id_issued_at: 5 },
      { client_id: 'a', client_id_issued_at: 5 },
      { client_id: 'c', client_id_issued_at: 10 }
    )
    const sorted = async (descending: boolean) =>
      ids(await store().clients.list({ sort: { by: 'client_id_issued_at', descending } }))
    expect(await sorted(false)).toEqual(['a', 'b', 'c'])
    expect(await sorted(true)).toEqual(['c', 'b', 'a'])
  })

  it('gives pages that hold each record once, and the total on each', async () => {
    const all = Array.from({ length: 25 }, (_, number) => `client-${String(number).padStart(2, '0')}`)
    await store().writeConfiguration({ clients: [...all].reverse().map((id) => clientRecord(id)) })
    const pages = []
    for (let offset = 0; offset < 30; offset += 10)
      pages.push(await store().clients.list({ sort: { by: 'client_id' }, offset, limit: 10 }))
    expect(pages.map(({ items }) => items.length)).toEqual([10, 10, 5])
    expect(pages.map(({ total }) => total)).toEqual([25, 25, 25])
    expect(pages.flatMap(ids)).toEqual(all)
    expect(await store().clients.list({ limit: 0 })).toEqual({ items: [], total: 25 })
  })

  it('picks the same page out of many as a full sort does', async () => {
    const moments = Array.from({ length: 500 }, (_, number) => (number * 7919) % 501)
    await Promise.all(moments.map((iat, number) => store().tokens.insert(tokenRecord(`t${number}`, { iat }))))
    for (const descending of [false, true]) {
      const { items } = await store().tokens.list({ sort: { by: 'iat', descending }, offset: 20, limit: 15 })
      const sorted = [...moments].sort((a, b) => (descending ? b - a : a - b))
      expect(items.map(({ iat }) => iat)).toEqual(sorted.slice(20, 35))
    }
  })

  it('searches every searchable text in any case, exact matches first', async () => {
    await insertClients(
      { client_id: 'a', client_name: 'The SHOP of Alice' },
      { client_id: 'z', client_name: 'Shop' },
      { client_id: 'my-shop' },
      { client_id: 'd', client_name: 'Till' }
    )
    const page = await store().clients.list({ search: ' shop ' })
    expect(page.total).toBe(3)
    expect(ids(page)).toEqual(['z', 'my-shop', 'a'])
    expect((await store().clients.list({ search: 'nothing like this' })).total).toBe(0)
    expect((await store().clients.list({ search: '  ' })).total).toBe(4)
  })

  it('sees a change in the next search', async () => {
    await insertClients({ client_id: 'a', client_name: 'Before' })
    expect((await store().clients.list({ search: 'before' })).total).toBe(1)
    await store().clients.update('a', (client) => ({ ...client, client_name: 'After' }))
    expect((await store().clients.list({ search: 'before' })).total).toBe(0)
    expect((await store().clients.list({ search: 'after' })).total).toBe(1)
  })

  it('lists what stands under a value of an index, searched and sorted', async () => {
    await insertClients(
      { client_id: 'a', owner: 'alice', client_name: 'Shop' },
      { client_id: 'b', owner: 'alice', client_name: 'Till' },
      { client_id: 'c', owner: 'bob', client_name: 'Shop' }
    )
    const where = { index: 'owner', value: 'alice' } as const
    expect(ids(await store().clients.list({ where, sort: { by: 'client_name', descending: true } }))).toEqual(
      ['b', 'a']
    )
    expect(ids(await store().clients.list({ where, search: 'shop' }))).toEqual(['a'])
  })

  it('lists what stands under each of several values of indexes, and everything under none', async () => {
    await insertClients(
      { client_id: 'a', owner: 'alice', blocked: true },
      { client_id: 'b', owner: 'alice' },
      { client_id: 'c', owner: 'bob', blocked: true }
    )
    const owner = { index: 'owner', value: 'alice' } as const
    const status = { index: 'status', value: 'blocked' } as const
    expect(ids(await store().clients.list({ where: [owner, status] }))).toEqual(['a'])
    expect(ids(await store().clients.list({ where: [status, owner] }))).toEqual(['a'])
    expect((await store().clients.list({ where: [] })).total).toBe(3)
  })

  it('lists the same after any changes as one that sorts and filters everything anew', async () => {
    const names = ['Straße', 'ABBA', 'abba', 'Éclair', 'zebra', 'Shop', 'shop', '10', '9', 'ﬁg']
    const model = new Map<string, Client>()
    const put = async (number: number, name: string | undefined) => {
      const client_id = `client-${number}`
      const owner = number % 3 ? 'alice' : 'bob'
      const record = clientRecord(client_id, { client_name: name ?? '', owner, blocked: number % 4 === 0 })
      await store().writeConfiguration({ clients: [record] })
      model.set(client_id, record)
    }
    for (let number = 0; number < 150; number += 1) await put(number, names[(number * 7) % 10])
    for (let step = 0; step < 40; step += 1) {
      await put((step * 31) % 170, names[(step * 3) % 10])
      await store().clients.remove(`client-${(step * 17) % 150}`)
      model.delete(`client-${(step * 17) % 150}`)
      const request = requestOf(step)
      expect(ids(await store().clients.list(request)), JSON.stringify(request)).toEqual(
        sortedAnew([...model.values()], request)
      )
    }
  })

  it('puts the records with the given keys behind all others, in that order, and the other way round', async () => {
    await insertClients({ client_id: 'a' }, { client_id: 'b', owner: 'alice' }, { client_id: 'c' })
    await insertClients({ client_id: 'd', owner: 'alice' })
    const sort = { by: 'client_id', behind: ['d', 'gone', 'a'] } as const
    const where = { index: 'owner', value: 'alice' } as const
    expect(ids(await store().clients.list({ sort }))).toEqual(['b', 'c', 'd', 'a'])
    expect(ids(await store().clients.list({ sort: { ...sort, descending: true }, limit: 3 }))).toEqual([
      ...['a', 'd', 'c']
    ])
    expect(ids(await store().clients.list({ sort, where }))).toEqual(['b', 'd'])
    await store().clients.remove('d')
    expect(ids(await store().clients.list({ sort }))).toEqual(['b', 'c', 'a'])
    expect(ids(await store().clients.list({ sort, search: 'A' }))).toEqual(['a', 'b'])
  })
}

type Request = NonNullable<Parameters<Store['clients']['list']>[0]>

/** Another mixture of order, filter and search for each step. */
function requestOf(step: number): Request & { readonly search: string } {
  const where = [
    [],
    [{ index: 'owner', value: 'alice' }],
    [
      { index: 'owner', value: 'bob' },
      { index: 'status', value: 'active' }
    ]
  ] as const
  return {
    sort: { by: step % 2 ? 'client_name' : 'client_id', descending: step % 3 === 0 },
    where: where[step % 3] ?? [],
    search: ['', 'ab', 'SHOP', 'fig'][step % 4] ?? ''
  }
}

/** What the list must be, worked out in the plainest way. */
function sortedAnew(clients: Client[], { search, where = [], sort }: ReturnType<typeof requestOf>): string[] {
  const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase()
  const textsOf = ({ client_id, client_name, owner }: Client) =>
    [client_id, client_name, owner ?? ''].map(fold)
  const valueOf = ({ client_id, client_name }: Client) =>
    sort?.by === 'client_name' ? fold(client_name || client_id) : client_id
  const stands = (client: Client) =>
    [where]
      .flat()
      .every(({ index, value }) =>
        index === 'owner' ? client.owner === value : client.blocked === (value === 'blocked')
      )
  const sorted = clients
    .filter((client) => stands(client) && textsOf(client).some((text) => text.includes(fold(search))))
    .sort((one, other) =>
      [valueOf(one), one.client_id].join('\n') < [valueOf(other), other.client_id].join('\n') ? -1 : 1
    )
  if (sort?.descending) sorted.reverse()
  const isExact = (client: Client) => search !== '' && textsOf(client).includes(fold(search))
  return [...sorted.filter(isExact), ...sorted.filter((client) => !isExact(client))].map(
    ({ client_id }) => client_id
  )
}
