import {
  chmod,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  symlink,
  writeFile
} from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { findUsableBackup } from '../../../src-main/store'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal } from '../expectations'
import { before, systemError } from '../failing-system'
import { clientRecord, tokenRecord, userRecord } from '../records'

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await data.dispose()
})

const logged = (level: string) => data.log.lines.filter((line) => line.startsWith(level))

describe('a configuration that was damaged', () => {
  const damages = {
    emptied: () => '',
    halved: (text: string) => text.slice(0, text.length >> 1),
    'full of NULs': (text: string) => '\0'.repeat(text.length),
    'of another shape': () => '[]',
    'without a version': () => '{}',
    'in another encoding': (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
    'nested without end': () => '['.repeat(100_000),
    'nested deeply in a record': (text: string) =>
      text.replace('"claims": {}', `"claims": {"x": ${'['.repeat(5000)}${']'.repeat(5000)}}`),
    'with a list that stands twice': (text: string) => text.replace(/\n\}\s*$/, ',\n  "clients": []\n}\n'),
    'with a field that stands twice': (text: string) =>
      text.replace('"client_id": "second"', '"client_id": "other", "client\\u005fid" : "second"'),
    'with a record that is none': (text: string) =>
      text.replace('"client_id": "second"', '"client_idea": "second"')
  }

  async function prepare(damage: (text: string) => string | Buffer): Promise<Buffer> {
    const store = await data.open()
    await store.clients.insert(clientRecord('first'))
    await store.clients.insert(clientRecord('second'))
    await store.users.insert(userRecord('alice'))
    await store.tokens.insert(tokenRecord('t'))
    await store.close()
    const damaged = Buffer.from(damage(await readFile(data.path('config.json'), 'utf8')))
    await writeFile(data.path('config.json'), damaged)
    return damaged
  }

  for (const [how, damage] of Object.entries(damages)) {
    it(`(${how}) is recovered from its backup, loudly, and kept aside before it is written over`, async () => {
      const damaged = await prepare(damage)
      const store = await data.open()
      expect(store.fresh).toBe(false)
      expect(await store.clients.get('second')).toEqual(clientRecord('second'))
      expect(await store.tokens.get('t')).toBeDefined()
      expect(logged('error').join()).toMatch(/config\.json.*RECOVERED FROM .*backups/)
      expect(await readFile(data.path('config.json'))).toEqual(damaged)

      await store.clients.insert(clientRecord('third'))
      await store.close()
      const aside = (await readdir(data.path('backups'))).find((name) => name.endsWith('-damaged.json')) ?? ''
      expect(await readFile(data.path('backups', aside))).toEqual(damaged)
      expect(await (await data.open()).clients.count()).toBe(3)
    })

    it(`(${how}) is refused by name and left alone where there is no usable backup`, async () => {
      await prepare(damage)
      for (const name of await readdir(data.path('backups')))
        await writeFile(data.path('backups', name), '{"version":')
      expect(await expectRefusal(data, 'damaged', data.path('config.json'))).toContain(data.path('backups'))
    })
  }

  it('is not, where texts look like members, and names and colons stand apart', async () => {
    const claims = {
      'a": "b': '\\',
      '\\"': ['": ', '"', '\\\\"', 'x": "x'],
      '': { '"a"': {} },
      a: { a: { a: 1 } }
    }
    await prepare((text) => text.replace('"claims": {}', `"claims": ${JSON.stringify(claims)}`))
    const text = await readFile(data.path('config.json'), 'utf8')
    await writeFile(data.path('config.json'), text.replaceAll(/^( *"\w+"): /gm, '$1 \n : '))
    expect((await (await data.open()).users.get('alice'))?.claims).toEqual(claims)
    expect(logged('error')).toEqual([])
  })

  it('is not, where an editor put a byte order mark before it', async () => {
    await prepare((text) => `\ufeff${text}`)
    expect(await (await data.open()).clients.count()).toBe(2)
    expect(logged('error')).toEqual([])
  })

  it('comes from an older backup where the newest is damaged as well', async () => {
    for (const id of ['first', 'second']) {
      const store = await data.open()
      await store.clients.insert(clientRecord(id))
      await store.close()
    }
    const newest = (await readdir(data.path('backups'))).sort().at(-1) ?? ''
    for (const file of [data.path('config.json'), data.path('backups', newest)]) {
      const text = await readFile(file, 'utf8')
      await writeFile(file, text.slice(0, text.length >> 1))
    }
    const store = await data.open()
    expect((await store.clients.list()).items.map(({ client_id }) => client_id)).toEqual(['first'])
    expect(logged('error').join()).toMatch(/RECOVERED FROM .*: changes after that copy are missing/)
    expect(logged('error').join()).not.toContain(newest)
  })

  // Windows lets not everybody make links.
  it.skipIf(process.platform === 'win32')(
    'comes from a backup beside others that can not be read, and those are named',
    async () => {
      await prepare((text) => text.slice(0, text.length >> 1))
      const unreadable = ['97', '98'].map((number) => `config-0000${number}-20260101T000000Z-rolling.json`)
      await mkdir(data.path('backups', unreadable[0] ?? ''))
      await symlink('/nowhere/at/all', data.path('backups', unreadable[1] ?? ''))
      expect((await findUsableBackup(data.folder, createTestClock()))?.path).toContain('config-000001-')
      const store = await data.open()
      expect(await store.clients.count()).toBe(2)
      for (const name of unreadable) expect(logged('warn').join()).toContain(name)

      // Nor are they in the way of later ones.
      await store.clients.insert(clientRecord('third'))
      await store.close()
      await rm(data.path('config.json'))
      expect(await (await data.open()).clients.count()).toBe(3)
    }
  )

  it('is refused with the backups that can not be read, where there are no others', async () => {
    await prepare((text) => text)
    for (const name of await readdir(data.path('backups'))) {
      await rm(data.path('backups', name))
      await mkdir(data.path('backups', name))
    }
    await rm(data.path('config.json'))
    expect(await expectRefusal(data, 'damaged', data.path('config.json'))).toMatch(
      /config-000001-\S+ can't be read: a folder stands/
    )
  })

  it('is not taken for a fresh start when the file is gone and backups are there', async () => {
    await prepare((text) => text)
    await rm(data.path('config.json'))
    const store = await data.open()
    expect(store.fresh).toBe(false)
    expect(await store.clients.count()).toBe(2)
    expect(logged('error').join()).toContain('RECOVERED FROM')
    expect((await stat(data.path('config.json'))).isFile()).toBe(true)
  })

  it('and is gone with its backups, leaving sessions and tokens, is named before a new one begins', async () => {
    await prepare((text) => text)
    for (const gone of ['config.json', 'backups']) await rm(data.path(gone), { recursive: true })
    expect((await data.open()).fresh).toBe(true)
    expect(logged('warn').join()).toMatch(
      /config\.json is not there, nor a backup of it, though .*state holds/
    )
  })

  it('or rather of a newer version, is refused and left alone', async () => {
    await prepare((text) => text.replace('"version": 1', '"version": 2'))
    expect(await expectRefusal(data, 'newer', data.path('config.json'))).toMatch(/version 2.*up to 1/)
  })
})

describe('a folder that can not be written', () => {
  it.runIf(process.platform === 'linux')('is refused where no folders can be made', async () => {
    const refused = {
      code: 'unwritable',
      message: "/proc/nothing can't be made: no folders can be made there"
    }
    await expect(data.open({ folder: '/proc/nothing/data' })).rejects.toMatchObject(refused)
  })

  it('is refused when it is a file', async () => {
    await mkdir(data.path('..'), { recursive: true })
    await writeFile(data.folder, 'a file')
    const message = expect.stringContaining('a file stands where a folder should be')
    await expect(data.open()).rejects.toMatchObject({ code: 'unwritable', file: data.folder, message })
  })

  it('rejects changes of the configuration, reads on, says why, and recovers by itself', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('before'))
    const text = await readFile(data.path('config.json'), 'utf8')
    // A folder in the place of the temporary file stops everybody, the superuser too.
    await mkdir(data.path('config.json.tmp'))
    const refused = { code: 'unwritable' }
    await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject(refused)
    await expect(store.clients.remove('before')).rejects.toMatchObject(refused)
    await expect(
      store.settings.update((settings) => ({ ...settings, issuer: 'http://a' }))
    ).rejects.toMatchObject(refused)
    expect(await store.clients.get('refused')).toBeUndefined()
    expect(await store.clients.get('before')).toBeDefined()
    expect((await store.settings.get()).issuer).toBeNull()
    expect(await readFile(data.path('config.json'), 'utf8')).toBe(text)
    expect(await store.problem()).toMatch(/config\.json can't be read or written: a folder stands/)
    await store.tokens.insert(tokenRecord('still possible'))

    await rmdir(data.path('config.json.tmp'))
    await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), { timeout: 30_000 })
    await store.clients.insert(clientRecord('after'))
    expect(await readFile(data.path('config.json'), 'utf8')).toContain('"after"')
  })

  it('rejects changes while the configuration can not be read, says so before anybody writes, and recovers', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('before'))
    await rename(data.path('config.json'), data.path('away'))
    await mkdir(data.path('config.json'))
    await vi.waitFor(async () => expect(await store.problem()).toMatch(/config\.json can't be read/), {
      timeout: 30_000
    })
    await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject({ code: 'unwritable' })
    expect(await store.problem()).toBeDefined()

    await rmdir(data.path('config.json'))
    await rename(data.path('away'), data.path('config.json'))
    await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), { timeout: 30_000 })
    await store.clients.insert(clientRecord('after'))
    expect((await store.clients.list()).items.map(({ client_id }) => client_id)).toEqual(['after', 'before'])
    for (const said of ['Nothing is accepted', 'can be written again'])
      expect(data.log.lines.filter((line) => line.includes(said))).toHaveLength(1)
  })

  it.skipIf(process.platform === 'win32')(
    'takes a configuration that somebody else owns and everybody may read, and makes it its own with the next write',
    async () => {
      let store = await data.open()
      await store.clients.insert(clientRecord('shop', { client_name: 'Before' }))
      const text = await readFile(data.path('config.json'), 'utf8')
      await writeFile(data.path('config.json'), text.replace('Before', 'By hand'))
      await chmod(data.path('config.json'), 0o644)
      await before('chmod', data.path('config.json'), () => {
        throw systemError('EPERM')
      })
      await store.clients.insert(clientRecord('till'))
      expect((await store.clients.get('shop'))?.client_name).toBe('By hand')
      expect((await stat(data.path('config.json'))).mode & 0o777).toBe(0o600)
      await store.close()
      store = await data.open()
      expect(await store.clients.count()).toBe(2)
    }
  )

  it('keeps its journal when no snapshot can be written', async () => {
    const store = await data.open({ compactAfter: 5 })
    await mkdir(data.path('state', 'snapshot-00000002.ndjson.tmp'))
    for (let number = 0; number < 50; number += 1) await store.tokens.insert(tokenRecord(`${number}`))
    await vi.waitFor(
      async () => {
        for (let number = 0; number < 50; number += 1)
          await store.tokens.update(`${number}`, (token) => ({ ...token, iat: token.iat + 1 }))
        expect(logged('warn').join()).toMatch(/snapshot/)
      },
      { timeout: 30_000 }
    )
    await store.close()
    expect(await (await data.open()).tokens.count()).toBe(50)
  })

  it('refuses writes after it was closed, and says so', async () => {
    const store = await data.open()
    await store.close()
    const closed = { code: 'unwritable', message: 'The store is closed' }
    await expect(store.clients.insert(clientRecord('late'))).rejects.toMatchObject(closed)
    await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject(closed)
    expect(await store.tokens.count()).toBe(0)
  })
})
