import { existsSync, renameSync, writeFileSync } from 'node:fs'
import type * as Files from 'node:fs'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { systemError } from '../failing-system'
import { tokenRecord } from '../records'

/** What happens to the calls by which a lock is made. */
const system = vi.hoisted(() => ({
  hasLinks: true,
  /** Called before somebody's name is written into a lock. */
  beforeFilling: (): void => undefined
}))

vi.mock('node:fs', async (load) => {
  const original = await load<typeof Files>()
  const linkSync: typeof original.linkSync = (from, to) => {
    if (!system.hasLinks) throw systemError('EPERM')
    original.linkSync(from, to)
  }
  const writeFileSync: typeof original.writeFileSync = (file, content, options) => {
    if (String(content).includes(`"pid":${process.pid},`)) system.beforeFilling()
    original.writeFileSync(file, content, options)
  }
  return { ...original, linkSync, writeFileSync }
})

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
  await mkdir(data.folder)
})
afterEach(async () => {
  Object.assign(system, { hasLinks: true, beforeFilling: () => undefined })
  await data.dispose()
})

const lock = () => readFile(data.path('lock'), 'utf8')
const namesOfLocks = async () => (await readdir(data.folder)).filter((name) => name.startsWith('lock'))

const other = JSON.stringify({ pid: process.ppid, holding: 'other' }) + '\n'
/** As one does that found the lock unreadable for so long that its writer counts as killed. */
function takenByAnother(): void {
  writeFileSync(data.path('lock.nobody'), other)
  renameSync(data.path('lock.nobody'), data.path('lock'))
}

describe('a lock that is being made', () => {
  it('is never seen before its holder stands in it', async () => {
    const seen: boolean[] = []
    system.beforeFilling = () => void seen.push(existsSync(data.path('lock')))
    const store = await data.open()
    await rm(data.path('lock'))
    await store.tokens.insert(tokenRecord('next'))
    expect(seen).toEqual([false, false])
    expect(await namesOfLocks()).toEqual(['lock'])
  })

  it('by somebody else is told of on a full disk too', async () => {
    await writeFile(data.path('lock'), other)
    system.beforeFilling = () => {
      throw systemError('ENOSPC')
    }
    await expect(data.open()).rejects.toMatchObject({ code: 'busy', pid: process.ppid })
  })
})

describe('a lock where the file system has no hard links', () => {
  beforeEach(() => {
    system.hasLinks = false
  })

  it('is made, kept, made again and removed as anywhere', async () => {
    const store = await data.open()
    await expect(data.open()).rejects.toMatchObject({ code: 'busy', pid: process.pid })
    await rm(data.path('lock'))
    await store.tokens.insert(tokenRecord('next'))
    expect(await namesOfLocks()).toEqual(['lock'])
    await store.close()
    expect(await namesOfLocks()).toEqual([])
  })

  it('is not held by one who was stopped before filling it, and found it taken then', async () => {
    system.beforeFilling = takenByAnother
    await expect(data.open()).rejects.toMatchObject({ code: 'busy', pid: process.ppid })
    expect(await lock()).toBe(other)
  })

  it('is not held either by one who was stopped while making it again', async () => {
    const store = await data.open()
    await rm(data.path('lock'))
    system.beforeFilling = takenByAnother
    await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject({ code: 'unwritable' })
    await expect(store.tokens.insert(tokenRecord('late'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('another server took its lock')
    })
    await store.close()
    expect(await lock()).toBe(other)
  })

  it('is left to nobody by a disk that was too full to fill it', async () => {
    system.beforeFilling = () => {
      if (existsSync(data.path('lock'))) throw systemError('ENOSPC')
    }
    await expect(data.open()).rejects.toMatchObject({ code: 'unwritable' })
    expect(await namesOfLocks()).toEqual([])
  })
})
