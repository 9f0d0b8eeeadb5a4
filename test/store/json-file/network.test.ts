import type * as Files from 'node:fs'
import { mkdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestClock } from '../../support/clock'
import { createDataFolder, type DataFolder } from '../data-folder'

/** NFS tells of a path what it heard of it some seconds ago, and of a file that is opened what is so. */
const nfs = vi.hoisted(() => ({ heard: new Map<string, Files.Stats>() }))

vi.mock('node:fs', async (load) => {
  const original = await load<typeof Files>()
  const statSync = (path: string, options?: Files.StatSyncOptions) => {
    if (options?.bigint || !path.endsWith('lock')) return original.statSync(path, options)
    const stats = nfs.heard.get(path) ?? original.statSync(path)
    nfs.heard.set(path, stats)
    return stats
  }
  return { ...original, statSync }
})

describe('a server on another machine with a folder on NFS', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
    await mkdir(data.folder)
  })
  afterEach(() => data.dispose())

  it('keeps others out by its signs of life, whatever its clock says', async () => {
    const holder = JSON.stringify({ pid: 1, host: 'elsewhere', space: 'boot/pid:[1]', holding: '1-1' }) + '\n'
    await writeFile(data.path('lock'), holder)
    const clock = createTestClock()
    let seconds = clock.nowMs() / 1000 - 3600
    const beating = setInterval(() => void utimes(data.path('lock'), (seconds += 1), seconds), 10)
    try {
      await expect(data.open({ clock, deadAfterMs: 1000 })).rejects.toMatchObject({ code: 'busy' })
    } finally {
      clearInterval(beating)
    }
    expect(await readFile(data.path('lock'), 'utf8')).toBe(holder)
  })
})
