import type * as Files from 'node:fs'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { tokenIdsOf } from '../expectations'
import { systemError } from '../failing-system'
import { tokenRecord } from '../records'

/** A disk that lost pages, which Linux tells each opening of the file once. */
const disk = vi.hoisted(() => ({ isBroken: false, told: new Set<number>() }))

vi.mock('node:fs', async (load) => {
  const original = await load<typeof Files>()
  // Slow, so that a second one comes while the first still runs.
  const fdatasync = (fd: number, done: Files.NoParamCallback) =>
    void setTimeout(() => {
      const tells = disk.isBroken && !disk.told.has(fd)
      if (tells) disk.told.add(fd)
      done(tells ? systemError('EIO') : null)
    }, 50)
  return { ...original, fdatasync }
})

describe('a journal that is to be changed for a new one', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(async () => {
    disk.isBroken = false
    await data.dispose()
  })

  it('hides no failure of the disk from a write that comes meanwhile', async () => {
    const store = await data.open({ durability: () => 'power', compactAfter: 1 })
    await store.tokens.insert(tokenRecord('before'))
    // With it there are two operations for each live record, and what is there is made durable ahead of the change.
    await store.tokens.update('before', (token) => ({ ...token, scope: 'again' }))
    disk.isBroken = true
    await expect(store.tokens.insert(tokenRecord('lost'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('the disk failed')
    })
    expect(await tokenIdsOf(store)).toEqual(['before'])
  })
})
