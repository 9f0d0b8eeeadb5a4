import { mkdir, readFile, rmdir } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { before, systemError } from '../failing-system'
import { clientRecord } from '../records'

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await data.dispose()
})

// Windows makes names durable by itself.
describe.skipIf(process.platform === 'win32')(
  'a change of the configuration that a failing disk refuses',
  () => {
    /** The folder's sync follows the rename, so that the new content stands in its place already. */
    const failing = (often: number) =>
      before('sync', data.folder, () => {
        if (--often >= 0) throw systemError('EIO')
      })
    const onDisk = () => readFile(data.path('config.json'), 'utf8')
    const refused = { code: 'unwritable' }

    for (const often of [1, 2])
      it(`after the new file took its place does not come into force, with ${often} failures in a row`, async () => {
        const store = await data.open()
        await store.clients.insert(clientRecord('before'))
        await failing(often)
        await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject(refused)
        await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), { timeout: 30_000 })
        expect(await onDisk()).not.toContain('"refused"')

        await store.clients.insert(clientRecord('after'))
        expect(await store.clients.get('refused')).toBeUndefined()
        await store.clients.insert(clientRecord('refused'))
        expect(data.log.lines.filter((line) => line.includes('edited by hand'))).toEqual([])
      })

    it('leaves what it would have removed', async () => {
      const store = await data.open()
      await store.clients.insert(clientRecord('kept'))
      await failing(1)
      await expect(store.clients.remove('kept')).rejects.toMatchObject(refused)
      await store.clients.insert(clientRecord('after'))
      expect(await store.clients.get('kept')).toBeDefined()
      expect(await onDisk()).toContain('"kept"')
    })

    it('is put back as soon as that is possible where the former file could not be written at first', async () => {
      const store = await data.open()
      await store.clients.insert(clientRecord('before'))
      // In the way of the temporary file, from the moment in which the new content has taken its place.
      await before('sync', data.folder, async () => {
        await mkdir(data.path('config.json.tmp'))
        throw systemError('EROFS')
      })
      await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject(refused)
      expect(await store.problem()).toMatch(/read-only/)
      expect(await onDisk()).toContain('"refused"')
      vi.restoreAllMocks()
      await rmdir(data.path('config.json.tmp'))
      await vi.waitFor(async () => expect(await store.problem()).toBeUndefined(), { timeout: 30_000 })
      expect(await onDisk()).not.toContain('"refused"')
      expect(await store.clients.get('refused')).toBeUndefined()
    })

    it('leaves a fresh server fresh', async () => {
      const store = await data.open()
      await failing(1)
      await expect(store.clients.insert(clientRecord('refused'))).rejects.toMatchObject(refused)
      await store.close()
      const next = await data.open()
      expect(next.fresh).toBe(true)
      expect(await next.clients.count()).toBe(0)
    })
  }
)
