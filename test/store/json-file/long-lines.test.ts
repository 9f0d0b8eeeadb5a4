import { readdir, stat, truncate } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { tokenIdsOf } from '../expectations'
import { tokenRecord } from '../records'

const LONGEST_LINE = 256 * 1024 * 1024
const LONG_MS = 60_000

describe('a line of the journal beyond all measure', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
  })
  afterEach(() => data.dispose())

  it(
    'is refused by the name of its file and its place, and left alone',
    async () => {
      const store = await data.open()
      await store.tokens.insert(tokenRecord('kept'))
      await store.close()
      const journal = data.path('state', 'journal-00000001.ndjson')
      const { size } = await stat(journal)
      // Nothing but NULs, which take no room on a disk.
      await truncate(journal, size + LONGEST_LINE)
      await expect(data.open()).rejects.toMatchObject({
        code: 'damaged',
        file: journal,
        message: expect.stringContaining(`after byte ${size} stands a line that is longer than any record`)
      })
      expect((await stat(journal)).size).toBe(size + LONGEST_LINE)
      expect(await readdir(data.path('backups'))).toEqual([])
    },
    LONG_MS
  )

  it(
    'is not written, since it could not be read again, and others are',
    async () => {
      const store = await data.open()
      await expect(
        store.tokens.insert(tokenRecord('large', { scope: 'x'.repeat(LONGEST_LINE) }))
      ).rejects.toMatchObject({
        code: 'unwritable',
        message: expect.stringContaining(`at most ${LONGEST_LINE} can be read again`)
      })
      await store.tokens.insert(tokenRecord('small'))
      await store.close()
      expect(await tokenIdsOf(await data.open())).toEqual(['small'])
    },
    LONG_MS
  )
})
