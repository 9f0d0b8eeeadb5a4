import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve, sep } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nameFaults, openingFaults, unfinishedWork } from './names'

const ROOT = resolve(import.meta.dirname, '../..')
/** Where these rules themselves are written down and tried. */
const OWN = 'test/architecture/'

/** The source files below some folders, relative to the project. */
async function sources(...folders: string[]): Promise<string[]> {
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(ROOT, folder), { recursive: true })
      return entries.map((entry) => `${folder}/${entry.split(sep).join('/')}`)
    })
  )
  return lists
    .flat()
    .filter((path) => /\.(ts|vue|mjs|cjs|js)$/.test(path) && !path.startsWith(`${OWN}fixtures/`))
}

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8')

describe('names', () => {
  it('are kebab-case for files and folders, PascalCase for components, and say what lives there', async () => {
    expect(nameFaults(await sources('src-main', 'src-renderer', 'test', 'scripts'))).toEqual([])
  })

  it.each([
    ['src-main/oauth/tokenEndpoint.ts', 'a file is in kebab-case'],
    ['src-main/oauth/token_endpoint.test.ts', 'a file is in kebab-case'],
    ['src-renderer/ui/base-button.vue', 'a component is in PascalCase'],
    ['src-main/clientAuth/basic.ts', 'the folder clientAuth is not in kebab-case'],
    ['src-main/oauth/utils/text.ts', 'a folder is not called utils'],
    ['src-main/helpers/text.ts', 'a folder is not called helpers'],
    ['src-renderer/shared/text.ts', 'a folder is not called shared'],
    ['src-main/core/text.ts', 'a folder is not called core']
  ])('%s is refused', (path, fault) => {
    expect(nameFaults([path])).toEqual([`${path}: ${fault}`])
  })
})

describe('rooms', () => {
  const doors = [
    'model',
    'contract',
    'ports',
    'oauth',
    'accounts',
    'inspector',
    'playground',
    'panel',
    'store',
    'system',
    'http',
    'host',
    'library'
  ]

  it.each(doors)('%s is entered by an index.ts that opens with what lives there', (room) => {
    const door = `src-main/${room}/index.ts`
    expect(existsSync(join(ROOT, door))).toBe(true)
    expect(openingFaults(door, read(door))).toEqual([])
  })

  it('are the ones that the map knows', async () => {
    const entries = await readdir(join(ROOT, 'src-main'))
    const files = [
      'README.md',
      'config.ts',
      'copy-data.ts',
      'recover-data.ts',
      'doctor.ts',
      'open-store.ts',
      'friendly-server.ts',
      'server-options.ts',
      'server.ts',
      'try-database.ts'
    ]
    expect(entries.sort()).toEqual([...doors, 'cli', 'desktop', ...files].sort())
  })

  it('an opening that is missing, too short or too long is refused', () => {
    expect(openingFaults('a/index.ts', 'export {}\n')).toHaveLength(1)
    expect(openingFaults('a/index.ts', '/**\n * One line.\n */\nexport {}\n')).toHaveLength(1)
    expect(openingFaults('a/index.ts', `/**\n${' * A line.\n'.repeat(9)} */\nexport {}\n`)).toHaveLength(1)
    expect(openingFaults('a/index.ts', `/**\n${' * A line.\n'.repeat(8)} */\nexport {}\n`)).toEqual([])
  })
})

describe('work', () => {
  it('is finished: nothing is put off, no test is skipped, no check is switched off', async () => {
    const paths = (await sources('src-main', 'src-renderer', 'test', 'scripts')).filter(
      (path) => !path.startsWith(OWN)
    )
    expect(paths.flatMap((path) => unfinishedWork(path, read(path)))).toEqual([])
  })

  it.each([
    '// TODO: later',
    '// FIXME',
    'it.skip("x")',
    'describe.only("x")',
    '// eslint-disable-next-line',
    '// @ts-ignore'
  ])('%s is refused', (text) => {
    expect(unfinishedWork('a.ts', text)).toHaveLength(1)
  })
})
