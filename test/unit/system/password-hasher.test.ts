import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import bcrypt from 'bcryptjs'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasswordHasher } from '../../../src-main/system/passwords/password-hasher'
import { createInProcessPasswordHasher } from '../../../src-main/system/passwords/password-hasher-in-process'
import { bcryptInput } from '../../../src-main/system/passwords/password-rule'

let folder: string
let worker: URL

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'friendly-oauth2-hasher-'))
  await build({
    configFile: false,
    logLevel: 'silent',
    ssr: { noExternal: true },
    build: {
      ssr: 'src-main/system/passwords/password-worker.ts',
      outDir: folder,
      emptyOutDir: false,
      target: 'node20'
    }
  })
  const [file] = (await readdir(folder)).filter((name) => /\.m?js$/.test(name))
  worker = pathToFileURL(join(folder, file!))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('the rule for long passwords', () => {
  it('gives bcrypt a password of up to 72 bytes as it stands', () => {
    expect(bcryptInput('a'.repeat(72))).toBe('a'.repeat(72))
    expect(bcryptInput('ä'.repeat(36))).toBe('ä'.repeat(36))
  })

  it('gives bcrypt the base64 of the SHA-256 digest of a longer one, counted in bytes', () => {
    expect(bcryptInput('a'.repeat(73))).toMatch(/^[A-Za-z0-9+/]{43}=$/)
    expect(bcryptInput('ä'.repeat(37))).toMatch(/^[A-Za-z0-9+/]{43}=$/)
  })

  it('digests a password with a NUL, at which bcrypt would stop reading', () => {
    expect(bcryptInput('ab\0cd')).not.toBe(bcryptInput('ab\0ce'))
    expect(bcryptInput('ab\0cd')).toHaveLength(44)
  })
})

describe('password hasher', () => {
  it('makes bcrypt hashes of cost 10 that other programs can verify', async () => {
    const hasher = createPasswordHasher(worker)
    const hash = await hasher.hash('correct horse')
    expect(hash).toMatch(/^\$2[aby]\$10\$/)
    expect(await bcrypt.compare('correct horse', hash)).toBe(true)
    await hasher.close()
  })

  it('tells the right password from a wrong one, also where they differ after 72 bytes', async () => {
    const hasher = createPasswordHasher(worker)
    const long = 'x'.repeat(72)
    const hash = await hasher.hash(`${long}a`)
    expect(await hasher.verify(`${long}a`, hash)).toBe(true)
    expect(await hasher.verify(`${long}b`, hash)).toBe(false)
    expect(await hasher.verify(long, hash)).toBe(false)
    await hasher.close()
  })

  it('leaves the main thread free while it hashes', async () => {
    const hasher = createPasswordHasher(worker)
    let turns = 0
    let done = false
    const work = Promise.all(Array.from({ length: 4 }, () => hasher.hash('password1'))).then(
      () => (done = true)
    )
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, 1))
      turns++
    }
    await work
    expect(turns).toBeGreaterThan(20)
    await hasher.close()
  })

  it.runIf(process.platform === 'linux')(
    'hashes at a lower priority than the thread that answers requests',
    async () => {
      const hasher = createPasswordHasher(worker)
      await hasher.hash('password1')
      const threads = await readdir('/proc/self/task')
      const stats = await Promise.all(
        threads.map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => ''))
      )
      // The 19th field is the nice value; the second may hold spaces and ends in a bracket.
      const niceOf = (stat: string) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
      const own = niceOf(await readFile('/proc/self/stat', 'utf8'))
      expect(stats.map(niceOf).filter((nice) => nice === Math.max(own, 10)).length).toBeGreaterThan(0)
      await hasher.close()
    }
  )

  it('says so when a stored hash is no bcrypt hash, and goes on', async () => {
    const hasher = createPasswordHasher(worker)
    expect(await hasher.verify('password1', 'not a hash').catch(() => false)).toBe(false)
    expect(await hasher.verify('password1', await hasher.hash('password1'))).toBe(true)
    await hasher.close()
  })

  it('refuses what waits when it is closed', async () => {
    const hasher = createPasswordHasher(worker)
    const waiting = [hasher.hash('one'), hasher.hash('two')].map((result) => result.catch(String))
    await hasher.close()
    expect(await Promise.all(waiting)).toEqual([
      'Error: The server is closing',
      'Error: The server is closing'
    ])
  })

  it('refuses more than 500 waiting passwords instead of growing without bound', async () => {
    const hasher = createPasswordHasher(worker)
    const results = Array.from({ length: 502 }, () =>
      hasher.hash('password1').catch((error: Error) => error.message)
    )
    expect(await results.at(-1)).toBe('More than 500 passwords wait to be hashed')
    await hasher.close()
    await Promise.all(results)
  })

  it('makes the same hashes without a thread, when the server runs from its sources', async () => {
    const hasher = createInProcessPasswordHasher()
    const hash = await hasher.hash('correct horse')
    expect(hash).toMatch(/^\$2[aby]\$10\$/)
    expect(await hasher.verify('correct horse', hash)).toBe(true)
    expect(await hasher.verify('wrong horse', hash)).toBe(false)
  })
})
