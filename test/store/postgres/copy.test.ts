import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { dispatch } from '../../../src-main/cli/arguments/dispatch'
import type { Terminal } from '../../../src-main/cli/arguments/command'
import { DEFAULT_SETTINGS, patchSettings } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { openJsonFileStore, openPostgresStore } from '../../../src-main/store'
import { createRandom } from '../../../src-main/system/random'
import { createTestClock } from '../../support/clock'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'
import { createRecordedLog } from '../data-folder'
import { clientRecord, tokenRecord, userRecord } from '../records'

describeWithPostgres('friendly-oauth2 store copy', (server) => {
  let folder: string
  let url: string

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-test-'))
    url = await server().createDatabase()
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const at = (name: string) => join(folder, name)
  const settings = patchSettings(DEFAULT_SETTINGS, { cors: { enabled: false } })

  async function withStore<T>(place: string, work: (store: Store) => Promise<T>): Promise<T> {
    const surroundings = { clock: createTestClock(Date.now()), log: createRecordedLog() }
    const store = place.startsWith('postgres:')
      ? await openPostgresStore({ url: place, ...surroundings })
      : await openJsonFileStore({
          folder: place,
          random: createRandom(),
          durability: () => 'process',
          ...surroundings
        })
    try {
      return await work(store)
    } finally {
      await store.close()
    }
  }

  const fill = (place: string) =>
    withStore(place, async (store) => {
      await store.writeConfiguration({
        settings,
        users: [userRecord('alice', { sub: 'a' })],
        clients: [clientRecord('shop'), clientRecord('till')]
      })
      for (let number = 0; number < 450; number += 1) await store.tokens.insert(tokenRecord(`t${number}`))
    })

  const contentOf = (place: string) =>
    withStore(place, async (store) => ({
      settings: await store.settings.get(),
      users: (await store.users.list()).items,
      clients: (await store.clients.list()).items,
      tokens: (await store.tokens.list({ sort: { by: 'iat' } })).items
    }))

  async function run(...args: string[]): Promise<{ code: number; text: string }> {
    const lines: string[] = []
    const add = (line: string) => void lines.push(line)
    const terminal: Terminal = {
      print: add,
      note: add,
      readInput: async () => '',
      readSecret: async () => ''
    }
    return { code: await dispatch(['store', 'copy', ...args], terminal), text: lines.join('\n') }
  }

  it('takes everything from a data folder to a database, and from there to another folder', async () => {
    await fill(at('one'))
    await mkdir(at('one/collections'))
    for (const name of ['Smoke', 'Ночная']) await writeFile(at(`one/collections/${name}.json`), `"${name}"`)
    const before = await contentOf(at('one'))
    expect(await run(at('one'), url)).toEqual({
      code: 0,
      text: 'copied the settings, 450 tokens, 1 user, 2 clients, 2 saved collections'
    })
    expect(await contentOf(url)).toEqual(before)
    expect((await run(url, at('two'))).code).toBe(0)
    expect(await contentOf(at('two'))).toEqual(before)
    expect(await readFile(at('two/collections/Ночная.json'), 'utf8')).toBe('"Ночная"')
    expect((await readdir(at('two/collections'))).sort()).toEqual(['Smoke.json', 'Ночная.json'])
  })

  it('leaves alone a place that holds data already', async () => {
    await fill(at('one'))
    await withStore(url, (store) => store.clients.insert(clientRecord('other')))
    const { code, text } = await run(at('one'), url)
    expect([code, text]).toEqual([2, expect.stringContaining('TO: there is data already')])
    expect((await contentOf(url)).clients.map(({ client_id }) => client_id)).toEqual(['other'])
  })

  it('is made again after one that broke off', async () => {
    await fill(at('one'))
    await withStore(url, (store) => store.tokens.insert(tokenRecord('t0', { scope: 'of the first try' })))
    expect((await run(at('one'), url)).code).toBe(0)
    expect(await contentOf(url)).toEqual(await contentOf(at('one')))
  })

  it('leaves nothing there, in a database or a folder, that the source has lost since one broke off', async () => {
    await fill(at('one'))
    const exp = 4_000_000_000
    const authorization = { id: 'family', client_id: 'shop', sub: 'a', scope: '', resources: [], iat: 1, exp }
    const leftBehind = (store: Store) =>
      Promise.all([
        store.authorizations.insert(authorization),
        ...Array.from({ length: 250 }, (_, number) => store.tokens.insert(tokenRecord(`revoked${number}`)))
      ])
    for (const place of [url, at('two')]) {
      await withStore(place, leftBehind)
      expect((await run(at('one'), place)).code).toBe(0)
      expect(await contentOf(place)).toEqual(await contentOf(at('one')))
      expect(await withStore(place, async (store) => store.authorizations.count())).toBe(0)
    }
  })

  it('takes a saved collection out of a database that one which broke off has left there', async () => {
    await fill(at('one'))
    await withStore(url, (store) => store.savedCollections.insert({ id: 'Removed', text: '""' }))
    expect((await run(at('one'), url)).code).toBe(0)
    expect(await withStore(url, async (store) => store.savedCollections.count())).toBe(0)
  })

  it('says what is wrong with a place', async () => {
    expect(await run(at('nowhere'), url)).toEqual({
      code: 2,
      text: `friendly-oauth2: FROM: there is no folder ${at('nowhere')}`
    })
    expect((await run(url, at('one'))).text).toContain('FROM: there is no data to copy')
    expect((await run(at('one'))).text).toContain('TO is missing')
    const wrong = await run('postgres://user:very-secret@host', at('one'))
    expect([wrong.code, wrong.text]).toEqual([2, expect.stringContaining('postgres://USER:PASSWORD@HOST')])
    expect(wrong.text).not.toContain('very-secret')
  })
})
