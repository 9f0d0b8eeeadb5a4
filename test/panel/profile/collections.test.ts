import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { COLLECTION_FORMAT, type CollectionResult } from '../../../src-main/contract'
import { StoreError, type Store } from '../../../src-main/ports'
import { createServer, type FriendlyServer } from '../../../src-main/server'
import { createSystem, type System } from '../../../src-main/system'
import { refusalOf, type PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer, type TestServer } from '../../support/start-server'

const collection = (name: string, more: object = {}) => ({
  format: COLLECTION_FORMAT,
  name,
  requests: [{ name: 'a token', flow: 'oauth2_client_credentials', client_id: 'service' }],
  ...more
})

interface Listed {
  id: string
  name: string
  shipped: boolean
  requests: number
  problem?: string
}

describe('collections in a data folder', () => {
  let folder: string
  let system: System
  let server: FriendlyServer
  let call: PanelCall
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-collections-'))
    system = createSystem({ logLevel: 'silent' })
    await open()
  })
  async function open() {
    const options = { port: 0, host: 'localhost', panel: true, https: false, version: '0' }
    server = await createServer({ ...options, defaultDurability: 'process', dataFolder: folder }, system)
    call = directCall({ panel: await server.panel() }, contextOf({ kind: 'local' }))
  }
  async function restart() {
    await server.close()
    await system.close()
    system = createSystem({ logLevel: 'silent' })
    await open()
  }
  afterAll(async () => {
    await server.close()
    await system.close()
    await rm(folder, { recursive: true, force: true })
  })
  const list = () => call('collections.list') as Promise<Listed[]>

  it('are plain JSON, one file each, for their owner alone', async () => {
    await call('collections.save', { id: 'Smoke tests', collection: collection('Smoke') })
    const path = join(folder, 'collections', 'Smoke tests.json')
    const text = await readFile(path, 'utf8')
    expect(text).toMatch(/^\{\n {2}"format"/)
    expect(JSON.parse(text)).toEqual({ ...collection('Smoke'), variables: {} })
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await call('collections.get', { id: 'Smoke tests' })).toMatchObject({ name: 'Smoke' })
  })

  it('are listed with those that come with the product, which are not to be changed', async () => {
    expect((await list()).map(({ id, shipped }) => [id, shipped])).toEqual([
      ['samples', true],
      ['break-it', true],
      ['Smoke tests', false]
    ])
    expect(
      await refusalOf(call('collections.save', { id: 'samples', collection: collection('x') }))
    ).toMatchObject({ code: 'CONFLICT' })
    expect(await refusalOf(call('collections.remove', { id: 'samples' }))).toMatchObject({ code: 'CONFLICT' })
  })

  it('name a damaged file and what is wrong with it, and harm nothing else', async () => {
    const place = join(folder, 'collections')
    await writeFile(join(place, 'torn.json'), '{ "format": ')
    await writeFile(
      join(place, 'wrong.json'),
      JSON.stringify(collection('x', { requests: [{ name: 'y', flow: 'magic', client_id: 'a' }] }))
    )
    const found = await list()
    expect(found.find(({ id }) => id === 'torn')?.problem).toMatch(/torn\.json: must be JSON/)
    expect(found.find(({ id }) => id === 'wrong')?.problem).toMatch(/wrong\.json: requests\[0\]\.flow/)
    expect(found.find(({ id }) => id === 'Smoke tests')).toMatchObject({ requests: 1 })
    expect(await refusalOf(call('collections.get', { id: 'torn' }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
    expect(await refusalOf(call('collections.run', { id: 'wrong' }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
    await call('collections.remove', { id: 'torn' })
    await call('collections.remove', { id: 'wrong' })
    expect(await readdir(place)).toEqual(['Smoke tests.json'])
  })

  it('that are taken in get a free name of their own, and faults are named by their path', async () => {
    const text = JSON.stringify(collection('Smoke Tests'))
    expect(await call('collections.import', { text })).toMatchObject({ id: 'smoke-tests' })
    expect(await call('collections.import', { text })).toMatchObject({ id: 'smoke-tests-2' })
    expect(await refusalOf(call('collections.import', { text: '[]' }))).toMatchObject({
      code: 'UNPROCESSABLE_CONTENT'
    })
    const wrong = JSON.stringify(collection('x', { variables: { 'not a name': '' } }))
    expect((await refusalOf(call('collections.import', { text: wrong }))).issues?.[0]?.path).toContain(
      'variables'
    )
  })

  it('keep what running them brought beyond a restart', async () => {
    const { result } = (await call('collections.run', { id: 'Smoke tests' })) as { result: CollectionResult }
    await restart()
    expect(await call('collections.history', { id: 'Smoke tests' })).toEqual([result])
  })

  it('have names that lead out of no folder', async () => {
    for (const id of ['../escaped', '.hidden', 'a/b', ''])
      expect(await refusalOf(call('collections.save', { id, collection: collection('x') }))).toMatchObject({
        code: expect.stringMatching(/UNPROCESSABLE_CONTENT|BAD_REQUEST/) as string
      })
  })
})

describe('collections of people', () => {
  let server: TestServer
  let local: PanelCall
  let alice: PanelCall
  let bob: PanelCall
  /** Whether nothing can be kept of a run. */
  let keepFails = false
  const watched = (store: Store): Store => ({
    ...store,
    collectionRuns: {
      ...store.collectionRuns,
      async insert(run) {
        if (keepFails) throw new StoreError('unwritable', 'the disk is full')
        await store.collectionRuns.insert(run)
      }
    }
  })
  beforeAll(async () => {
    server = await startServer({
      withStore: watched,
      users: [{ username: 'alice' }, { username: 'bob' }],
      clients: [
        {
          client_id: 'service',
          client_secret: 'secret of the service',
          owner: 'alice',
          grant_types: ['client_credentials']
        }
      ]
    })
    local = directCall(server, contextOf({ kind: 'local' }))
    const [first, second] = [await server.store.users.get('alice'), await server.store.users.get('bob')]
    alice = directCall(server, contextOf({ kind: 'user', user: first! }))
    bob = directCall(server, contextOf({ kind: 'user', user: second! }))
    await alice('collections.save', { id: 'mine', collection: collection('Mine', { owner: 'bob' }) })
  })
  afterAll(() => server.close())

  it('are seen by whoever saved them and by administrators, and by nobody else', async () => {
    const ids = async (call: PanelCall) => ((await call('collections.list')) as Listed[]).map(({ id }) => id)
    expect(await ids(alice)).toContain('mine')
    expect(await ids(local)).toContain('mine')
    expect(await ids(bob)).not.toContain('mine')
    expect(await refusalOf(bob('collections.get', { id: 'mine' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(await refusalOf(bob('collections.remove', { id: 'mine' }))).toMatchObject({ code: 'NOT_FOUND' })
    expect(
      await refusalOf(bob('collections.save', { id: 'mine', collection: collection('x') }))
    ).toMatchObject({ code: 'CONFLICT' })
  })

  it('run with the clients of whoever runs them, and keep what came', async () => {
    const { result } = (await alice('collections.run', { id: 'mine' })) as { result: CollectionResult }
    expect(result).toMatchObject({ passed: 1, failed: 0, collection: 'mine', issuer: server.address })
    expect(await alice('collections.history', { id: 'mine' })).toMatchObject([{ id: result.id }])
    expect(await local('collections.history', { id: 'mine' })).toEqual([])
    const others = (await bob('collections.run', { collection: collection('borrowed') })) as {
      result: CollectionResult
    }
    expect(others.result).toMatchObject({ passed: 0, failed: 1 })
  })

  describe('what running them brought', () => {
    const historyOf = async (call: PanelCall) =>
      ((await call('collections.history', { id: 'mine' })) as CollectionResult[]).map(({ id }) => id)
    const ran = async () => {
      server.clock.advance({ seconds: 1 })
      return ((await alice('collections.run', { id: 'mine' })) as { result: CollectionResult }).result.id
    }
    const remove = async (call: PanelCall, run?: string) =>
      ((await call('collections.removeRuns', { id: 'mine', ...(run && { run }) })) as { removed: string[] })
        .removed
    const restore = (call: PanelCall, runs: string[]) => call('collections.restoreRuns', { id: 'mine', runs })

    it('is listed latest first, twenty at most', async () => {
      const ids: string[] = []
      for (let number = 0; number < 21; number += 1) ids.unshift(await ran())
      expect(await historyOf(alice)).toEqual(ids.slice(0, 20))
    })

    it('is taken off the list one by one or all at once, and put back by whoever removed it', async () => {
      const before = await historyOf(alice)
      const [first = ''] = before
      expect(await remove(local, first)).toEqual([])
      expect(await remove(alice, first)).toEqual([first])
      expect(await historyOf(alice)).toEqual(before.slice(1))
      expect(await remove(alice)).toEqual(before.slice(1))
      expect(await historyOf(alice)).toEqual([])
      await restore(local, before)
      expect(await historyOf(alice)).toEqual([])
      await restore(alice, before)
      expect(await historyOf(alice)).toEqual(before)
    })

    it('counts what was taken off the list within the twenty', async () => {
      const removed = await remove(alice)
      const latest = await ran()
      expect(await server.store.collectionRuns.count()).toBe(20)
      await restore(alice, removed)
      expect(await historyOf(alice)).toEqual([latest, ...removed.slice(0, 19)])
    })

    it('is told also while it can not be kept, and is listed without what can not be read', async () => {
      keepFails = true
      const { result } = (await alice('collections.run', { id: 'mine' })) as { result: CollectionResult }
      keepFails = false
      expect(result).toMatchObject({ passed: 1 })
      expect(await historyOf(alice)).not.toContain(result.id)
      const [latest, ...others] = await historyOf(alice)
      await server.store.collectionRuns.update(latest!, (run) => ({
        ...run,
        result: { of: 'another shape' }
      }))
      expect(await historyOf(alice)).toEqual(others)
      await server.store.collectionRuns.remove(latest!)
    })

    it('is kept without what is too long to compare by eye', async () => {
      const claims = { a: 'x'.repeat(3000) }
      const requests = collection('x').requests.map((one) => ({ ...one, expect: { claims } }))
      await alice('collections.save', { id: 'long', collection: collection('Long', { requests }) })
      const { result } = (await alice('collections.run', { id: 'long' })) as { result: CollectionResult }
      expect(result.results[0]?.failures[0]?.expected).toHaveLength(3002)
      const [kept] = (await alice('collections.history', { id: 'long' })) as CollectionResult[]
      expect(kept?.results[0]?.failures[0]?.expected).toHaveLength(1000)
      await alice('collections.remove', { id: 'long' })
    })

    it('can be put back for ten minutes', async () => {
      const removed = await remove(alice)
      server.clock.advance({ seconds: 601 })
      await restore(alice, removed)
      expect(await historyOf(alice)).toEqual([])
    })

    it('goes with the account, and with the collection', async () => {
      await local('users.create', { username: 'guest', password: 'a password of a guest' })
      const user = (await server.store.users.get('guest'))!
      const guest = directCall(server, contextOf({ kind: 'user', user }))
      await guest('collections.run', { id: 'samples', only: [] })
      await ran()
      const count = await server.store.collectionRuns.count()
      await local('users.remove', { username: 'guest' })
      expect(await server.store.collectionRuns.count()).toBe(count - 1)
      await alice('collections.remove', { id: 'mine' })
      expect(await server.store.collectionRuns.count()).toBe(0)
      await alice('collections.save', { id: 'mine', collection: collection('Mine') })
    })

    it('holds no token that was expected to be another', async () => {
      const requests = collection('x').requests.map((one) => ({
        ...one,
        expect: { claims: { access_token: 'x' } }
      }))
      const given = { collection: collection('leaky', { requests }) }
      const { result } = (await alice('collections.run', given)) as { result: CollectionResult }
      expect(result.results[0]?.failures).toEqual([
        { what: 'claims.access_token', expected: '"x"', actual: 'another one' }
      ])
    })
  })

  it('sign in nobody but whoever runs them, also by a variable', async () => {
    const requests = [
      { name: 'as another', flow: 'openid_code', client_id: 'service', user: '{{whom}}', scope: 'openid' }
    ]
    const given = { collection: collection('sly', { requests }), variables: { whom: 'bob' } }
    const { result } = (await alice('collections.run', given)) as { result: CollectionResult }
    expect(result.results[0]).toMatchObject({
      ok: false,
      outcome: 'Only an administrator may sign in as somebody else'
    })
  })
})
