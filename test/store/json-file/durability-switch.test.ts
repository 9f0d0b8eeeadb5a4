import type * as Files from 'node:fs'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { patchSettings } from '../../../src-main/model'
import type { Store } from '../../../src-main/ports'
import { createDataFolder, type DataFolder } from '../data-folder'
import { systemError } from '../failing-system'
import { tokenRecord } from '../records'

/** How much of the journal a loss of power would leave. */
const disk = vi.hoisted(() => ({ isBroken: false, durableBytes: 0 }))

vi.mock('node:fs', async (load) => {
  const original = await load<typeof Files>()
  // Slow, so that others write meanwhile.
  const fdatasync = (fd: number, done: Files.NoParamCallback) => {
    const { size } = original.fstatSync(fd)
    setTimeout(() => {
      if (disk.isBroken) return done(systemError('EIO'))
      disk.durableBytes = size
      done(null)
    }, 20)
  }
  return { ...original, fdatasync }
})

describe('the change of what an answer survives to a loss of power', () => {
  let data: DataFolder
  let store: Store
  let journal: string

  beforeEach(async () => {
    disk.durableBytes = 0
    data = await createDataFolder()
    let durability: 'process' | 'power' = 'process'
    store = await data.open({ durability: () => durability })
    store.subscribe(async ({ what }) => {
      if (what === 'settings') durability = (await store.settings.get()).durability ?? 'process'
    })
    await store.settings.update((settings) => patchSettings(settings, { durability: 'process' }))
    journal = data.path('state', 'journal-00000001.ndjson')
  })
  afterEach(async () => {
    disk.isBroken = false
    await data.dispose()
  })

  const choosePower = () =>
    store.settings.update((settings) => patchSettings(settings, { durability: 'power' }))
  const durablePart = async () => (await readFile(journal)).toString('utf8', 0, disk.durableBytes)

  it('is answered once that holds for all that was answered before, and while it is made', async () => {
    const answered: string[] = []
    let isOver = false
    async function keepWriting(): Promise<void> {
      for (let number = 0; !isOver; number += 1) {
        await store.tokens.insert(tokenRecord(`token-${number}`))
        answered.push(`token-${number}`)
        await new Promise(setImmediate)
      }
    }
    const writing = keepWriting()
    await vi.waitUntil(() => answered.length > 10)
    await choosePower()
    isOver = true
    const before = [...answered]
    const durable = await durablePart()
    expect(before.filter((id) => !durable.includes(`"${id}"`))).toEqual([])
    await writing
  })

  it('is refused where the disk fails, and nothing is changed', async () => {
    await store.tokens.insert(tokenRecord('before'))
    disk.isBroken = true
    await expect(choosePower()).rejects.toMatchObject({ code: 'unwritable' })
    expect((await store.settings.get()).durability).toBe('process')
    expect(await readFile(data.path('config.json'), 'utf8')).toContain('"durability": "process"')
    disk.isBroken = false
    await choosePower()
    expect(await durablePart()).toContain('"before"')
  })

  it('makes durable what was written before when it is made by hand', async () => {
    await store.tokens.insert(tokenRecord('before'))
    const text = await readFile(data.path('config.json'), 'utf8')
    await writeFile(
      data.path('config.json'),
      text.replace('"durability": "process"', '"durability": "power"')
    )
    await expect.poll(() => durablePart(), { timeout: 30_000 }).toContain('"before"')
    expect((await stat(journal)).size).toBe(disk.durableBytes)
  })
})
