import type * as Files from 'node:fs/promises'
import { basename } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { systemError } from '../failing-system'
import { clientRecord } from '../records'

/** How often `config.json` was to be replaced while it can't be, as a file that is mounted by itself. */
const mounted = vi.hoisted(() => ({ is: false, tries: 0 }))

vi.mock('node:fs/promises', async (load) => {
  const system = await load<typeof Files>()
  const rename: typeof system.rename = async (from, to) => {
    if (mounted.is && basename(String(to)) === 'config.json') {
      mounted.tries += 1
      throw systemError('EBUSY')
    }
    return system.rename(from, to)
  }
  return { ...system, rename }
})

describe('a configuration that can be read and not replaced', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  it('is a trouble as long as that lasts, and its reason is told', async () => {
    const store = await data.open()
    await store.clients.insert(clientRecord('before'))
    mounted.is = true
    await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject({
      code: 'unwritable',
      message: expect.stringContaining('mounted by itself and can not be replaced')
    })
    // The store tries again by itself, and by what it couldn't do.
    await expect.poll(() => mounted.tries).toBeGreaterThan(2)
    expect(await store.problem()).toMatch(/mounted by itself/)
    expect(data.log.lines.filter((line) => line.includes('written again'))).toEqual([])

    mounted.is = false
    await expect.poll(() => store.problem()).toBeUndefined()
    await store.clients.insert(clientRecord('after'))
    expect((await store.clients.list()).items.map(({ client_id }) => client_id)).toEqual(['after', 'before'])
  })
})
