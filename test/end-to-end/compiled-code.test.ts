import { execFile } from 'node:child_process'
import { chmod, cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { version } from '../../package.json'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const OUT = resolve(import.meta.dirname, '../../out/main')
const run = promisify(execFile)

let folder: string
let program: string
let compiled: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-compiled-'))
  program = join(folder, 'main')
  compiled = join(program, 'compiled')
  await cp(OUT, program, { recursive: true, filter: (path) => path !== join(OUT, 'compiled') })
})

afterEach(() => rm(folder, { recursive: true, force: true }))

const say = async (word: string) => (await run(process.execPath, [join(program, 'cli.js'), word])).stdout
const help = () => say('--help')

/** Every file of compiled code, with what tells whether it was written again. */
async function kept(): Promise<Map<string, { path: string; written: bigint }>> {
  const found = await readdir(compiled, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = found.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(async (path) => {
        const { ino } = await stat(path, { bigint: true })
        return [path, { path, written: ino }] as const
      })
    )
  )
}

describe('compiled code of the command line', () => {
  it('is kept beside the program and used again by the next start', async () => {
    const said = await help()
    const first = await kept()
    expect(first.size).toBeGreaterThan(5)
    expect(await help()).toBe(said)
    expect(await kept()).toEqual(first)
  })

  it('is made again where it is damaged, and nobody notices', async () => {
    const said = await help()
    const first = [...(await kept()).keys()]
    const whole = await Promise.all(first.map((path) => readFile(path)))
    const broken = new Map<string, Buffer>()
    for (const [at, path] of first.entries()) {
      const damaged = Buffer.from(whole[at]!)
      // In the middle, where what was compiled stands, or no more than the beginning.
      if (at % 2) damaged.fill(0, damaged.length >> 1, (damaged.length >> 1) + 64)
      broken.set(path, at % 2 ? damaged : damaged.subarray(0, damaged.length >> 1))
      await writeFile(path, broken.get(path)!)
    }
    expect(await help()).toBe(said)
    for (const path of first) expect(await readFile(path)).not.toEqual(broken.get(path))
  })

  it('of a file that has changed since is not used', async () => {
    expect(await say('--version')).toBe(`${version}\n`)
    const names = await readdir(join(program, 'chunks'))
    const chunk = join(
      program,
      'chunks',
      names.find((name) => name.startsWith('package-'))!
    )
    const source = await readFile(chunk, 'utf8')
    expect(source).toContain(version)
    // As long as it was, which is all that V8 looks at.
    await writeFile(chunk, source.replaceAll(version, '9.9.9'))
    expect(await say('--version')).toBe('9.9.9\n')
  })

  // Another person's umask may have closed the folder, to whom the superuser is nobody.
  if (process.getuid?.() === 0)
    it('is done without where another person may not even look', async () => {
      await help()
      await chmod(compiled, 0o700)
      await chmod(folder, 0o755)
      const asNobody = await run(process.execPath, [join(program, 'cli.js'), '--version'], {
        uid: 65534,
        gid: 65534
      })
      expect(asNobody).toEqual({ stdout: `${version}\n`, stderr: '' })
    })

  it('is done without where nobody may write', async () => {
    const said = await help()
    await rm(compiled, { recursive: true })
    // A file in the folder's place stops root as well.
    await writeFile(compiled, '')
    expect(await help()).toBe(said)
    expect((await stat(compiled)).size).toBe(0)
  })
})
