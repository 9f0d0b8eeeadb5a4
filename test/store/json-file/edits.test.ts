import { lstat, mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Client } from '../../../src-main/model'
import type { StoreChange } from '../../../src-main/ports'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal } from '../expectations'
import { before } from '../failing-system'
import { clientRecord, userRecord } from '../records'

describe('a configuration that somebody edits by hand', () => {
  let data: DataFolder

  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(async () => {
    vi.restoreAllMocks()
    await data.dispose()
  })

  async function edit(change: (text: string) => string): Promise<void> {
    const text = await readFile(data.path('config.json'), 'utf8')
    await writeFile(data.path('config.json'), change(text))
  }

  it('is applied and announced while the server runs', async () => {
    const store = await data.open()
    await store.writeConfiguration({
      clients: [clientRecord('shop', { client_name: 'Before' }), clientRecord('till')]
    })
    const heard: StoreChange[] = []
    store.subscribe((change) => void heard.push(change))
    await edit((text) => text.replace('Before', 'After').replace('"enabled": true', '"enabled": false'))
    await vi.waitFor(async () => expect((await store.clients.get('shop'))?.client_name).toBe('After'), {
      timeout: 30_000
    })
    expect((await store.settings.get()).cors.enabled).toBe(false)
    expect(heard).toEqual([{ what: 'settings' }, { what: 'clients', keys: ['shop'] }])
  })

  it('is not taken for an edit when the server itself wrote it', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop'))
    const heard: StoreChange[] = []
    store.subscribe((change) => void heard.push(change))
    await pause(600)
    expect(heard).toEqual([])
    expect(data.log.lines.filter((line) => line.includes('edited'))).toEqual([])
  })

  it('is reported with line and reason and not applied where it is broken', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    const lineOf = async (words: string) =>
      (await readFile(data.path('config.json'), 'utf8'))
        .split('\n')
        .findIndex((line) => line.includes(words)) + 1
    const reported = (line: number, reason: RegExp) =>
      vi.waitFor(
        () => {
          const lines = data.log.lines.filter((text) => text.includes(`line ${line}: `))
          expect(lines.join('\n')).toMatch(reason)
        },
        { timeout: 30_000 }
      )

    await edit((text) => text.replace('"Before",', '"After" oops,'))
    await reported(await lineOf('oops'), /"o" stands where "," or "}" is expected/)
    expect((await store.clients.get('shop'))?.client_name).toBe('Before')

    await edit((text) =>
      text.replace('"After" oops,', '"After",').replace('"blocked": false', '"blocked": "no"')
    )
    await reported(await lineOf('"blocked": "no"'), /clients\[0\]\.blocked: must be true or false/)
    expect((await store.clients.get('shop'))?.client_name).toBe('Before')

    await edit((text) => text.replace('"blocked": "no"', '"blockd": true'))
    await reported(await lineOf('"blockd"'), /clients\[0\]\.blockd: unknown field; did you mean `blocked`\?/)

    await edit((text) => text.replace('"blockd": true', '"blocked": true'))
    await vi.waitFor(async () => expect((await store.clients.get('shop'))?.blocked).toBe(true), {
      timeout: 30_000
    })
    expect((await store.clients.get('shop'))?.client_name).toBe('After')
  })

  it('is not applied where a name stands twice, in a record or beside the lists, and both lines are told', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    const text = await readFile(data.path('config.json'), 'utf8')
    const line = (words: string) => text.split('\n').findIndex((one) => one.includes(words)) + 1

    await edit(() => text.replace(/\n\}\s*$/, ',\n  "clients": []\n}\n'))
    await store.users.insert(userRecord('alice'))
    const last = text.trimEnd().split('\n').length
    expect(data.log.lines.join('\n')).toContain(
      `line ${last}: "clients" stands twice, first on line ${line('"clients"')}. What was in force stays`
    )

    await edit(() =>
      text.replace('"client_name": "Before"', '"client_name": "Before",\n"client_name": "After"')
    )
    await store.users.insert(userRecord('bob'))
    const name = line('"client_name"')
    expect(data.log.lines.join('\n')).toContain(
      `line ${name + 1}: "client_name" stands twice, first on line ${name}. What was in force stays`
    )
    expect((await store.clients.get('shop'))?.client_name).toBe('Before')
  })

  it('is not applied where it is nested more deeply than can be written, and stops no change of the server', async () => {
    const store = await data.open()
    await store.users.insert(userRecord('alice'))
    const [open, close] = ['['.repeat(10_000), ']'.repeat(10_000)]
    await edit((text) => text.replace('"claims": {}', `"claims": {"x": ${open}${close}}`))
    await store.clients.insert(clientRecord('till'))
    expect(data.log.lines.join()).toMatch(/line \d+: it is nested deeper than 500 levels/)

    const claims = JSON.parse(`{"x":${open}${close}}`) as Record<string, unknown>
    await expect(store.users.insert({ ...userRecord('bob'), claims })).rejects.toThrow(/nested deeper/)
    await edit(() => open)
    await store.clients.insert(clientRecord('hall'))
    expect(await store.clients.count()).toBe(2)
  })

  it('and the next write of the server do not lose each other', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    await edit((text) => text.replace('Before', 'By hand'))
    await store.clients.insert(clientRecord('till'))
    expect((await store.clients.get('shop'))?.client_name).toBe('By hand')
    const text = await readFile(data.path('config.json'), 'utf8')
    expect(text).toContain('By hand')
    expect(text).toContain('"till"')
  })

  it('leaves what was in force before in a backup, however soon it comes', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    const former = await readFile(data.path('config.json'), 'utf8')
    await edit((text) => text.replace('Before', 'By hand'))
    await store.clients.insert(clientRecord('till'))
    await edit((text) => text.replace('By hand', 'By hand again'))
    await store.close()
    const copies = await readdir(data.path('backups'))
    const texts = await Promise.all(copies.map((name) => readFile(data.path('backups', name), 'utf8')))
    expect(texts).toContain(former)
  })

  it('waits while what was in force can not be kept, and is applied once it can', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    await rename(data.path('backups'), data.path('away'))
    await writeFile(data.path('backups'), '')
    await edit((text) => text.replace('Before', 'By hand'))
    await expect(store.clients.insert(clientRecord('till'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining(data.path('backups'))
    })
    expect((await store.clients.get('shop'))?.client_name).toBe('Before')
    await rename(data.path('backups'), data.path('in-the-way'))
    await rename(data.path('away'), data.path('backups'))
    await store.clients.insert(clientRecord('till'))
    expect((await store.clients.get('shop'))?.client_name).toBe('By hand')
    expect((await readdir(data.path('backups'))).join()).toContain('-replaced.json')
  })

  it('at the very moment in which the server writes comes first, and the server decides anew', async () => {
    const store = await data.open()
    await store.writeConfiguration({ clients: [clientRecord('shop', { client_name: 'Before' })] })
    let edits = 0
    await before('sync', data.path('config.json.tmp'), async () => {
      edits += 1
      const text = await readFile(data.path('config.json'), 'utf8')
      if (edits === 1)
        await writeFile(
          data.path('config.json'),
          text.replace('Before', 'By hand').replace('"shop"', '"hall"')
        )
      if (edits === 2) await writeFile(data.path('config.json'), text.replace('By hand', 'By hand again'))
    })
    const outcomes = await Promise.allSettled([
      store.clients.insert(clientRecord('till')),
      store.clients.insert(clientRecord('hall')),
      store.clients.insert(clientRecord('shop'))
    ])
    expect(
      outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'stored'))
    ).toEqual(['stored', 'exists', 'stored'])
    const standing = (await store.clients.list()).items.map((client) => client.client_id)
    expect(standing).toEqual(['hall', 'shop', 'till'])
    expect((await store.clients.get('hall'))?.client_name).toBe('By hand again')
    const written = JSON.parse(await readFile(data.path('config.json'), 'utf8')) as { clients: Client[] }
    expect(written.clients.map((client) => client.client_id).sort()).toEqual(standing)
    expect(written.clients[0]?.client_name).toBe('By hand again')
    expect(await readdir(data.folder)).not.toContain('config.json.tmp')
  })

  it('directly after the server wrote is not taken for what the server wrote', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    await before('sync', data.folder, () => edit((text) => text.replace('Before', 'By hand')))
    await store.clients.insert(clientRecord('till'))
    vi.restoreAllMocks()
    await store.clients.insert(clientRecord('hall'))
    expect((await store.clients.get('shop'))?.client_name).toBe('By hand')
    expect(await readFile(data.path('config.json'), 'utf8')).toContain('By hand')
  })

  it('without end refuses the server’s change, and no edit is lost', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop'))
    let edits = 0
    await before('sync', data.path('config.json.tmp'), () =>
      edit((text) => text.replace(/"client_name": "[^"]*"/, `"client_name": "Edit ${(edits += 1)}"`))
    )
    await expect(store.clients.insert(clientRecord('till'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('is changed again and again by somebody else')
    })
    expect(await readFile(data.path('config.json'), 'utf8')).toContain(`"Edit ${edits}"`)
    vi.restoreAllMocks()
    await store.clients.insert(clientRecord('till'))
    expect((await store.clients.get('shop'))?.client_name).toBe(`Edit ${edits}`)
  })

  it('is kept aside and named when it is broken and the server has to write', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('shop'))
    await edit((text) => text.replace('{', '{ my unfinished edit'))
    const edited = await readFile(data.path('config.json'), 'utf8')
    await store.clients.insert(clientRecord('till'))
    const name = (await readdir(data.path('backups'))).find((entry) => entry.endsWith('-edited.json')) ?? ''
    expect(await readFile(data.path('backups', name), 'utf8')).toBe(edited)
    expect(data.log.lines.filter((line) => line.startsWith('warn') && line.includes(name))).toHaveLength(1)
    expect(await readFile(data.path('config.json'), 'utf8')).toContain('"till"')
  })
})

// Windows lets not everybody make links.
describe.skipIf(process.platform === 'win32')('a configuration that is a link', () => {
  let data: DataFolder
  let target: string

  beforeEach(async () => {
    data = await createDataFolder()
    const store = await data.open()
    await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
    await store.close()
    await mkdir(`${data.folder}-elsewhere`)
    target = `${data.folder}-elsewhere/shared.json`
    await rename(data.path('config.json'), target)
    await symlink(target, data.path('config.json'))
  })
  afterEach(() => data.dispose())

  it('stays one: what it leads to is written, and edits there are taken', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('till'))
    expect((await lstat(data.path('config.json'))).isSymbolicLink()).toBe(true)
    expect(await readFile(target, 'utf8')).toContain('"till"')
    expect(await readdir(`${data.folder}-elsewhere`)).toEqual(['shared.json'])

    await writeFile(target, (await readFile(target, 'utf8')).replace('Before', 'By hand'))
    await expect.poll(async () => (await store.clients.get('shop'))?.client_name).toBe('By hand')
  })

  it('is refused by name, and no fresh start, where it leads nowhere', async () => {
    await rename(target, `${target}-away`)
    expect(await expectRefusal(data, 'unwritable', data.path('config.json'))).toContain('is a link')
    await rename(`${target}-away`, target)
    expect(await (await data.open()).clients.count()).toBe(1)
  })
})
