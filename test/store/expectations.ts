import { readdir, readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { Store } from '../../src-main/ports'
import type { DataFolder } from './data-folder'

/** The ids of all tokens, in order. */
export async function tokenIdsOf(store: Store): Promise<string[]> {
  return (await store.tokens.list()).items.map(({ id }) => id).sort()
}

/** Opens the folder, expects to be refused, and that nothing in it was touched. */
export async function expectRefusal(data: DataFolder, code: string, file: string): Promise<string> {
  const before = await contentOf(data)
  let message = ''
  await data.open().catch((reason: unknown) => {
    expect(reason).toMatchObject({ code, file })
    message = (reason as Error).message
  })
  expect(message).toContain(file)
  expect(await contentOf(data)).toEqual(before)
  return message
}

async function contentOf({ path }: DataFolder): Promise<Record<string, string>> {
  const content: Record<string, string> = {}
  for (const entry of await readdir(path(), { recursive: true, withFileTypes: true }))
    if (entry.isFile()) {
      const file = `${entry.parentPath}/${entry.name}`
      content[file] = await readFile(file, 'latin1')
    }
  return content
}
