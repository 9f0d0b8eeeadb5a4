import { execFileSync } from 'node:child_process'
import {
  appendFile,
  cp,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  rmdir,
  stat,
  writeFile
} from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal, tokenIdsOf } from '../expectations'
import { clientRecord, tokenRecord } from '../records'

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(() => data.dispose())

const logged = (level: string) => data.log.lines.filter((line) => line.startsWith(level))
/** What is said of the journal; a folder without a configuration is told of too, and these have none. */
const warnings = () => logged('warn').filter((line) => line.includes('journal'))

describe('a journal that was torn or damaged', () => {
  let journal: string
  let whole: Buffer
  let lastRecord: number

  beforeEach(async () => {
    const store = await data.open()
    for (const id of ['a', 'b', 'c']) await store.tokens.insert(tokenRecord(id))
    await store.close()
    journal = data.path('state', 'journal-00000001.ndjson')
    whole = await readFile(journal)
    lastRecord = whole.lastIndexOf('\n', whole.length - 2) + 1
  })

  async function expectLastDropped(content: Buffer): Promise<void> {
    await writeFile(journal, content)
    data.log.lines.length = 0
    const store = await data.open()
    expect(await tokenIdsOf(store)).toEqual(['a', 'b'])
    expect(warnings()).toHaveLength(content.length > lastRecord ? 1 : 0)
    await store.tokens.insert(tokenRecord('d'))
    await store.close()

    data.log.lines.length = 0
    const again = await data.open()
    expect(await tokenIdsOf(again)).toEqual(['a', 'b', 'd'])
    expect(warnings()).toEqual([])
    await again.close()
  }

  it('loses only its last record wherever that was torn, with a notice, and goes on cleanly', async () => {
    for (let length = lastRecord; length < whole.length; length += 1)
      await expectLastDropped(whole.subarray(0, length))
  }, 60_000)

  it('is cut where NULs or rubbish stand at its end, as after a loss of power', async () => {
    await expectLastDropped(Buffer.concat([whole.subarray(0, lastRecord), Buffer.alloc(5000)]))
    await expectLastDropped(Buffer.concat([whole.subarray(0, lastRecord), Buffer.from('rubbish\nmore\n')]))
  })

  it('keeps what it cuts off beside the backups, and not without end', async () => {
    const damaged = Buffer.from(whole)
    damaged[lastRecord + 20] = 0
    await expectLastDropped(damaged)
    const torn = async () => (await readdir(data.path('backups'))).filter((name) => name.startsWith('torn-'))
    const [name = ''] = await torn()
    expect(await readFile(data.path('backups', name))).toEqual(damaged.subarray(lastRecord))

    for (let round = 0; round < 12; round += 1) {
      await appendFile(journal, 'torn')
      const store = await data.open()
      await store.tokens.insert(tokenRecord(`${round}`))
      await store.close()
    }
    expect(await torn()).toHaveLength(10)
    expect(await torn()).not.toContain(name)
  })

  it('and is gone with its folder while the configuration stands is told of', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('kept'))
    await store.close()
    data.log.lines.length = 0
    await (await data.open()).close()
    expect(logged('warn')).toEqual([])
    await rm(data.path('state'), { recursive: true })
    expect(await tokenIdsOf(await data.open())).toEqual([])
    expect(logged('warn').join()).toMatch(/config\.json is there, though .*state holds nothing/)
  })

  // Only the superuser may make a file immutable, and not every file system knows that.
  it.runIf(process.platform === 'linux' && process.getuid?.() === 0)(
    'is closed all the same where it can not be cut any more',
    async ({ skip }) => {
      const store = await data.open()
      try {
        execFileSync('chattr', ['+i', journal], { stdio: 'ignore' })
      } catch {
        skip()
      }
      try {
        await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject({ code: 'unwritable' })
        await store.close()
      } finally {
        execFileSync('chattr', ['-i', journal])
      }
      expect(await tokenIdsOf(await data.open())).toEqual(['a', 'b', 'c'])
    }
  )

  it('is refused by name and left alone when a record in the middle was changed', async () => {
    const changed = Buffer.from(whole)
    changed[whole.indexOf('"b"') + 1] = 'x'.charCodeAt(0)
    await writeFile(journal, changed)
    const message = await expectRefusal(data, 'damaged', journal)
    expect(message).toContain(
      `Put back a backup of the folder ${data.path('state')}, or move that folder away`
    )
    await rename(data.path('state'), data.path('away'))
    const store = await data.open()
    expect(await tokenIdsOf(store)).toEqual([])
  })

  it('is refused when it is empty, or gone while a later one is there', async () => {
    await writeFile(journal, '')
    await expectRefusal(data, 'damaged', journal)
    await cp(journal, data.path('state', 'journal-00000002.ndjson'))
    await rm(journal)
    await expectRefusal(data, 'damaged', data.path('state', 'journal-00000002.ndjson')).catch(() =>
      expectRefusal(data, 'damaged', journal)
    )
  })

  it('of a newer version is refused and left alone', async () => {
    const { crc32 } = await import('node:zlib')
    const header = JSON.stringify({ format: 'journal', version: 2, generation: 1 })
    await writeFile(journal, `${crc32(header).toString(16).padStart(8, '0')} ${header}\n`)
    await expectRefusal(data, 'newer', journal)
  })
})

describe('a journal that can not be changed for a new one, which can not be removed either', () => {
  it('ends no server: writes are refused until it can, and go on by themselves then', async () => {
    const store = await data.open({ compactAfter: 5 })
    // A folder in its place stops renaming and removing alike, the superuser's too.
    const next = data.path('state', 'journal-00000002.ndjson')
    await mkdir(next)
    for (const id of ['one', 'two', 'three']) {
      await store.tokens.insert(tokenRecord(id))
      await store.tokens.remove(id)
    }
    const stored: string[] = []
    await vi.waitFor(
      async () => {
        const id = `${stored.length}`
        const refusal = await store.tokens.insert(tokenRecord(id)).then(
          () => void stored.push(id),
          (reason: unknown) => reason
        )
        expect(refusal).toMatchObject({ code: 'unwritable' })
      },
      { timeout: 30_000 }
    )
    expect(warnings().join()).toContain('could not be changed for a new one')
    expect(await store.problem()).toBeDefined()

    await rmdir(next)
    await expect.poll(() => store.problem(), { timeout: 30_000 }).toBeUndefined()
    await store.tokens.insert(tokenRecord('again'))
    await store.close()
    expect(await tokenIdsOf(await data.open())).toEqual([...stored, 'again'].sort())
  })
})

describe('state files that are far larger than what still lives', () => {
  const sizes = async () => {
    const names = await readdir(data.path('state'))
    return Promise.all(names.map(async (name) => (await stat(data.path('state', name))).size))
  }
  const total = async () => (await sizes()).reduce((sum, size) => sum + size, 0)

  it('shrink soon after a start, without many changes or large ones', async () => {
    const clock = createTestClock()
    const first = await data.open({ clock })
    const exp = clock.nowSeconds() + 60
    const scope = 'x'.repeat(50_000)
    await Promise.all(
      Array.from({ length: 200 }, (_, number) =>
        first.tokens.insert(tokenRecord(`${number}`, { exp, scope }))
      )
    )
    await first.tokens.insert(tokenRecord('stays'))
    await first.close()
    const before = await total()
    clock.advance({ seconds: 3600 })

    // The files before a snapshot stay until the next one, in case it gets damaged.
    for (const snapshot of ['snapshot-00000002.ndjson', 'snapshot-00000003.ndjson']) {
      const store = await data.open({ clock })
      await vi.waitFor(
        async () => {
          await store.tokens.update('stays', (token) => ({ ...token, iat: token.iat + 1 }))
          expect(await readdir(data.path('state'))).toContain(snapshot)
        },
        { timeout: 30_000, interval: 5 }
      )
      await store.close()
    }
    expect(await total()).toBeLessThan(before / 100)
    expect(await tokenIdsOf(await data.open({ clock }))).toEqual(['stays'])
  })
})

describe('state files that are as large as two generations grow to', () => {
  it('are left as they are by a start', async () => {
    const scope = 'x'.repeat(50_000)
    const store = await data.open()
    for (let round = 0; round < 5; round += 1)
      await Promise.all(
        Array.from({ length: 120 }, (_, number) =>
          store.tokens.upsert(`${number}`, () => tokenRecord(`${number}`, { scope, iat: round }))
        )
      )
    await store.close()
    const again = await data.open()
    for (let round = 0; round < 10; round += 1) {
      await again.tokens.upsert('small', () => tokenRecord('small', { iat: round }))
      await again.flush()
    }
    await again.close()
    expect(await readdir(data.path('state'))).toEqual(['journal-00000001.ndjson'])
  })
})

describe('a snapshot that was damaged', () => {
  async function compacted(): Promise<string[]> {
    const store = await data.open({ compactAfter: 10 })
    for (let number = 0; number < 20; number += 1) await store.tokens.insert(tokenRecord(`${number}`))
    // One change after another, until two snapshots have come to stand.
    await vi.waitFor(
      async () => {
        for (let round = 0; round < 20; round += 1)
          await store.tokens.update('7', (token) => ({ ...token, iat: token.iat + 1 }))
        expect(await readdir(data.path('state'))).toContain('snapshot-00000003.ndjson')
      },
      { timeout: 30_000, interval: 5 }
    )
    const ids = await tokenIdsOf(store)
    await store.close()
    return ids
  }
  const snapshots = async () =>
    (await readdir(data.path('state')))
      .filter((name) => name.startsWith('snapshot-'))
      .sort()
      .map((name) => data.path('state', name))
  const damages = {
    emptied: () => Buffer.alloc(0),
    halved: (content: Buffer) => content.subarray(0, content.length >> 1),
    'without its last line': (content: Buffer) =>
      content.subarray(0, content.lastIndexOf('\n', content.length - 2) + 1),
    'full of NULs': (content: Buffer) => Buffer.alloc(content.length),
    changed: (content: Buffer) => Buffer.from(content.toString().replace('"shop"', '"shot"'))
  }

  for (const [how, damage] of Object.entries(damages))
    it(`(${how}) costs nothing: the one before it and the journals hold the same, and the log says so`, async () => {
      const ids = await compacted()
      const newest = (await snapshots()).at(-1) ?? ''
      await writeFile(newest, damage(await readFile(newest)))
      const store = await data.open({ compactAfter: 10 })
      expect(await tokenIdsOf(store)).toEqual(ids)
      expect(logged('error').join()).toContain(newest)
      await store.tokens.insert(tokenRecord('next'))
      await store.close()
      expect(await tokenIdsOf(await data.open())).toEqual([...ids, 'next'].sort())
    })

  it('is refused by name when the one before it is damaged too', async () => {
    await compacted()
    for (const file of await snapshots()) await writeFile(file, '')
    await expectRefusal(data, 'damaged', (await snapshots()).at(-1) ?? '')
  })
})
