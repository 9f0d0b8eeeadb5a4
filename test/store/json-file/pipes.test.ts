import { execFileSync } from 'node:child_process'
import { readdir, rename, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { expectRefusal } from '../expectations'
import { clientRecord, tokenRecord } from '../records'

const RIGHTS = 0o777

// Windows has no pipes in folders.
describe.skipIf(process.platform === 'win32')('a start', () => {
  let data: DataFolder
  beforeEach(async () => {
    data = await createDataFolder()
    const store = await data.open()
    await store.clients.insert(clientRecord('first'))
    await store.tokens.insert(tokenRecord('t'))
    await store.close()
  })
  afterEach(() => data.dispose())

  async function journal(): Promise<string> {
    const names = await readdir(data.path('state'))
    return data.path(
      'state',
      names.find((name) => name.startsWith('journal'))!
    )
  }

  it('names a pipe in the place of the configuration, waits for nobody in it, and leaves its rights alone', async () => {
    const pipe = makePipe(data.path('..', 'pipe'))
    await rename(data.path('config.json'), data.path('..', 'config.json'))
    await symlink(pipe, data.path('config.json'))
    const said = await expectRefusal(data, 'unwritable', data.path('config.json'))
    expect(said).toContain('is a device or a pipe')
    expect((await stat(pipe)).mode & RIGHTS).toBe(0o644)
    await rename(data.path('..', 'config.json'), data.path('config.json'))
    const store = await data.open()
    expect(await store.clients.get('first')).toBeDefined()
    await store.close()
  })

  it('names a pipe in the place of a journal', async () => {
    const path = await journal()
    await rename(path, join(data.folder, '..', 'journal'))
    makePipe(path)
    expect(await expectRefusal(data, 'unwritable', path)).toContain('is a device or a pipe')
  })
})

function makePipe(path: string): string {
  execFileSync('mkfifo', ['-m', '644', path])
  return path
}
