import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEFAULT_SETTINGS, patchSettings } from '../../../src-main/model'
import { createTestClock } from '../../support/clock'
import { describeStore } from '../conformance'
import { createDataFolder, type DataFolder } from '../data-folder'
import { clientRecord, tokenRecord, userRecord } from '../records'

for (const durability of ['process', 'power'] as const)
  describeStore(`json-file (${durability})`, async (clock) => {
    const data = await createDataFolder()
    const store = await data.open({ clock, durability: () => durability })
    return { store, dispose: data.dispose }
  })

describe('the json-file store on its folder', () => {
  let data: DataFolder

  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  it('has everything again after it was closed and opened', async () => {
    const first = await data.open()
    const settings = patchSettings(DEFAULT_SETTINGS, { cors: { enabled: false } })
    await first.writeConfiguration({
      settings,
      clients: [clientRecord('shop')],
      users: [userRecord('alice', { claims: { 'https://example.com/x': [1, { deep: null }] } })]
    })
    await first.tokens.insert(tokenRecord('kept', { sub: 'alice', aud: ['a', 'b'] }))
    await first.tokens.insert(tokenRecord('removed'))
    await first.tokens.remove('removed')
    await first.tokens.insert(tokenRecord('changed'))
    await first.tokens.update('changed', (token) => ({ ...token, scope: 'more' }))
    await first.signInAttempts.insert({ id: 'a', count: 1, exp: 4_000_000_000 })
    await first.close()

    const second = await data.open()
    expect(second.fresh).toBe(false)
    expect(await second.settings.get()).toEqual(settings)
    expect(await second.clients.get('shop')).toEqual(clientRecord('shop'))
    expect((await second.users.get('alice'))?.claims).toEqual({
      'https://example.com/x': [1, { deep: null }]
    })
    expect(await second.tokens.get('kept')).toEqual(tokenRecord('kept', { sub: 'alice', aud: ['a', 'b'] }))
    expect(await second.tokens.get('removed')).toBeUndefined()
    expect((await second.tokens.get('changed'))?.scope).toBe('more')
    expect(await second.tokens.find('sub', 'alice')).toHaveLength(1)
    expect(await second.signInAttempts.count()).toBe(0)
    expect(data.log.lines.filter((line) => /^(warn|error)/.test(line))).toEqual([])
  })

  it('writes thousands of records as it writes one, in the file and in its backup', async () => {
    const users = Array.from({ length: 1201 }, (_, at) =>
      userRecord(`person-${at}`, { name: `№ ${at}, "so"`, claims: { 'two\nlines': ['a\nb', {}, []] } })
    )
    const store = await data.open()
    await store.writeConfiguration({ users, clients: [clientRecord('shop')] })
    await store.close()
    const text = await readFile(data.path('config.json'), 'utf8')
    const document = JSON.parse(text) as { users: unknown[] }
    expect(document.users).toEqual(users)
    expect(text).toBe(`${JSON.stringify(document, null, 2)}\n`)
    const [backup] = await readdir(data.path('backups'))
    expect(await readFile(data.path('backups', backup ?? ''), 'utf8')).toBe(text)
  })

  it('stays fresh until a configuration is written', async () => {
    const first = await data.open()
    await first.tokens.insert(tokenRecord('t'))
    await first.close()
    const second = await data.open()
    expect(second.fresh).toBe(true)
    expect(await second.tokens.get('t')).toBeDefined()
  })

  it('writes a configuration that reads well in a diff: version first, two spaces, records in their place', async () => {
    const store = await data.open()
    await store.writeConfiguration({ clients: ['b', 'a', 'c'].map((id) => clientRecord(id)) })
    await store.clients.update('a', (client) => ({ ...client, client_name: 'Changed' }))
    await store.clients.remove('b')
    const text = await readFile(data.path('config.json'), 'utf8')
    expect(text).toMatch(/^\{\n {2}"version": 1,\n {2}"settings": \{\n/)
    expect(text.endsWith('}\n')).toBe(true)
    const document = JSON.parse(text) as { clients: { client_id: string }[] }
    expect(Object.keys(document)).toEqual([
      'version',
      'settings',
      'roles',
      'scopes',
      'claims',
      'users',
      'clients',
      'keys'
    ])
    expect(document.clients.map(({ client_id }) => client_id)).toEqual(['a', 'c'])
    expect(text).toBe(JSON.stringify(document, null, 2) + '\n')
  })

  if (process.platform !== 'win32')
    it('is for its owner alone: folders 0700, files 0600', async () => {
      const store = await data.open({ compactAfter: 2 })
      await store.clients.insert(clientRecord('a'))
      for (const id of ['a', 'b', 'c']) await store.tokens.insert(tokenRecord(id))
      await store.tokens.removeWhere('client_id', 'shop')
      await store.close()
      await data.open()
      const modeOf = async (...parts: string[]) =>
        ((await stat(data.path(...parts))).mode & 0o777).toString(8)
      for (const folder of [[], ['state'], ['backups']]) {
        expect(await modeOf(...folder)).toBe('700')
        for (const entry of await readdir(data.path(...folder), { withFileTypes: true }))
          if (entry.isFile())
            expect([entry.name, await modeOf(...folder, entry.name)]).toEqual([entry.name, '600'])
      }
    })

  if (process.platform !== 'win32')
    it('leaves a folder as open as it is that holds something else, and closes what is its own', async () => {
      await mkdir(data.folder, { mode: 0o755 })
      await chmod(data.folder, 0o755)
      await writeFile(data.path('README.md'), 'Somebody’s project')
      await (await data.open()).clients.insert(clientRecord('a'))
      const modeOf = async (name: string) => ((await stat(data.path(name))).mode & 0o777).toString(8)
      expect([await modeOf(''), await modeOf('state'), await modeOf('config.json')]).toEqual([
        '755',
        '700',
        '600'
      ])
      expect(data.log.lines.filter((line) => line.includes('Others may write'))).toEqual([])
    })

  if (process.platform !== 'win32')
    it('closes a folder that was opened since, and warns where others may write into one that holds more', async () => {
      const reopened = async () => {
        await chmod(data.folder, 0o777)
        await (await data.open()).close()
        const warnings = data.log.lines.filter((line) => line.includes('Others may write'))
        return [((await stat(data.folder)).mode & 0o777).toString(8), warnings.length]
      }
      await (await data.open()).close()
      await mkdir(data.path('certificates'))
      expect(await reopened()).toEqual(['700', 0])
      await writeFile(data.path('README.md'), 'Somebody’s project')
      expect(await reopened()).toEqual(['777', 1])
    })

  it('forgets ended records on a start, and on disk with the next snapshot', async () => {
    const clock = createTestClock()
    const first = await data.open({ clock })
    await first.tokens.insert(tokenRecord('ended', { exp: clock.nowSeconds() + 10 }))
    await first.close()
    clock.advance({ seconds: 10 })

    const second = await data.open({ clock, compactAfter: 1 })
    expect(await second.tokens.count()).toBe(0)
    // Two snapshots: the files before the newest stay for the case that it gets damaged.
    for (const id of ['a', 'b', 'c', 'd']) await second.tokens.insert(tokenRecord(id))
    await vi.waitFor(
      async () => {
        await second.tokens.upsert('e', (token) => ({ ...(token ?? tokenRecord('e')), scope: 'again' }))
        const files = await readdir(data.path('state'))
        const texts = await Promise.all(files.map((file) => readFile(data.path('state', file), 'utf8')))
        expect(texts.join('')).not.toContain('ended')
      },
      { timeout: 30_000 }
    )
  })

  it('keeps long and short changes whole, in any script', async () => {
    const store = await data.open()
    const scopes = ['й'.repeat(9_000), 'short', '🙂'.repeat(200_000), 'x'.repeat(1 << 20), 'é', 'short']
    for (const [number, scope] of scopes.entries())
      await store.tokens.insert(tokenRecord(`${number}`, { scope }))
    await store.close()
    const again = await data.open()
    for (const [number, scope] of scopes.entries())
      expect((await again.tokens.get(`${number}`))?.scope === scope).toBe(true)
  })

  it('keeps the journal bounded by what is alive, however often one record changes', async () => {
    const store = await data.open({ compactAfter: 100 })
    for (let round = 0; round < 100; round += 1)
      await Promise.all(
        Array.from({ length: 50 }, () => store.tokens.upsert('one', () => tokenRecord('one', { iat: round })))
      )
    await vi.waitFor(
      async () => {
        for (let number = 0; number < 120; number += 1)
          await store.tokens.upsert('one', () => tokenRecord('one', { iat: 99 }))
        const sizes = await Promise.all(
          (await readdir(data.path('state'))).map(
            async (name) => (await stat(data.path('state', name)).catch(() => undefined))?.size ?? 0
          )
        )
        // 5,000 changes of some 130 bytes were written before.
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(200_000)
      },
      { timeout: 30_000 }
    )
    await store.close()
    expect((await (await data.open()).tokens.get('one'))?.iat).toBe(99)
  })

  it('keeps the journal bounded by bytes too, where few changes are large', async () => {
    const store = await data.open({ compactAfterBytes: 50_000 })
    const scope = 'x'.repeat(1000)
    const sizeOfState = async () => {
      const names = await readdir(data.path('state'))
      const sizes = names.map(
        async (name) => (await stat(data.path('state', name)).catch(() => undefined))?.size ?? 0
      )
      return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0)
    }
    for (let round = 0; round < 300; round += 1)
      await store.tokens.upsert('one', () => tokenRecord('one', { scope, iat: round }))
    await vi.waitFor(
      async () => {
        await store.tokens.upsert('one', () => tokenRecord('one', { scope, iat: 300 }))
        expect(await sizeOfState()).toBeLessThan(150_000)
      },
      { timeout: 30_000 }
    )
    await store.close()
    expect((await (await data.open()).tokens.get('one'))?.iat).toBe(300)
  })

  it('loses nothing when it compacts under concurrent writes', async () => {
    const store = await data.open({ compactAfter: 20 })
    const kept: string[] = []
    const write = async (worker: number) => {
      for (let number = 0; number < 150; number += 1) {
        const id = `${worker}-${number}`
        await store.tokens.insert(tokenRecord(id))
        if (number % 3 !== 0) await store.tokens.remove(id)
        else kept.push(id)
      }
    }
    await Promise.all(Array.from({ length: 16 }, (_, worker) => write(worker)))
    await store.close()
    expect((await readdir(data.path('state'))).some((name) => name.startsWith('snapshot-'))).toBe(true)

    const again = await data.open()
    expect((await again.tokens.list()).items.map(({ id }) => id).sort()).toEqual(kept.sort())
  })

  it('brings an older version forward, once, after a backup', async () => {
    const first = await data.open()
    await first.clients.insert(clientRecord('shop'))
    await first.close()
    const old = await readFile(data.path('config.json'), 'utf8')
    const runs: number[] = []
    const migrations = [
      {
        to: 2,
        migrate(document: Readonly<Record<string, unknown>>) {
          runs.push(2)
          return { ...document, roles: [{ name: 'migrated' }] }
        }
      }
    ]
    for (const expectedRuns of [1, 1]) {
      const store = await data.open({ migrations })
      expect(await store.roles.get('migrated')).toBeDefined()
      expect(await store.clients.get('shop')).toBeDefined()
      expect(runs).toHaveLength(expectedRuns)
      await store.close()
    }
    expect(JSON.parse(await readFile(data.path('config.json'), 'utf8'))).toMatchObject({ version: 2 })
    const copy = (await readdir(data.path('backups'))).find((name) => name.endsWith('-migrated.json')) ?? ''
    expect(await readFile(data.path('backups', copy), 'utf8')).toBe(old)
  })
})
