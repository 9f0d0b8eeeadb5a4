import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { buildChildProgram, type ChildProgram } from '../child-process'
import { createDataFolder, type DataFolder } from '../data-folder'
import { tokenIdsOf } from '../expectations'
import { createTestClock } from '../../support/clock'

let data: DataFolder
beforeEach(async () => {
  data = await createDataFolder()
})
afterEach(() => data.dispose())

const logged = (level: string) => data.log.lines.filter((line) => line.startsWith(level))

describe('other processes', () => {
  let program: ChildProgram
  beforeAll(async () => {
    program = await buildChildProgram()
  }, 60_000)
  afterAll(() => program.dispose())

  it('are refused while one holds the folder, with its number, and welcome when it was killed', async () => {
    const child = program.start(['hold', data.folder])
    await child.line((line) => line === 'open')
    await expect(data.open()).rejects.toMatchObject({ code: 'busy', pid: child.pid })
    child.kill('SIGKILL')
    await child.ended
    const store = await data.open()
    expect(await readFile(data.path('lock'), 'utf8')).toContain(`"pid":${process.pid},`)
    await store.close()
    expect(await readdir(data.folder)).not.toContain('lock')
  })

  it('and this one are refused alike: a folder is opened once', async () => {
    await data.open()
    await expect(data.open()).rejects.toMatchObject({ code: 'busy', pid: process.pid })
    const child = program.start(['hold', data.folder])
    expect(await child.line(() => true)).toBe(`busy ${process.pid}`)
    await child.ended
  })

  it('that start at once on the lock of a dead one do not both get it', async () => {
    const dead = program.start(['hold', data.folder])
    await dead.line((line) => line === 'open')
    dead.kill('SIGKILL')
    await dead.ended
    const children = Array.from({ length: 6 }, () => program.start(['hold', data.folder]))
    const answers = await Promise.all(children.map((child) => child.line(() => true)))
    const winner = children[answers.indexOf('open')]
    expect(answers.filter((answer) => answer === 'open')).toHaveLength(1)
    expect(answers.filter((answer) => answer === `busy ${winner?.pid}`)).toHaveLength(5)
    winner?.kill('SIGKILL')
    await Promise.all(children.map((child) => child.ended))
    expect((await readdir(data.folder)).filter((name) => name.startsWith('lock'))).toEqual(['lock'])
  }, 60_000)

  it('whose lock was left half written are gone', async () => {
    await mkdir(data.folder, { recursive: true })
    await writeFile(data.path('lock'), '{"pi')
    const store = await data.open()
    expect(await store.clients.count()).toBe(0)
  })

  if (process.platform === 'linux')
    it('that have the number of a dead holder are not taken for it', async () => {
      await mkdir(data.folder, { recursive: true })
      const holder = { pid: process.ppid, started: 'another boot/1', holding: `${process.ppid}-1` }
      await writeFile(data.path('lock'), JSON.stringify(holder) + '\n')
      const store = await data.open()
      expect(await readFile(data.path('lock'), 'utf8')).toContain(`"pid":${process.pid},`)
      await store.close()
    })

  if (process.platform === 'linux')
    it('that meet a full disk get errors for what is not stored, read on, and recover by themselves', async () => {
      const limit = ['prlimit', '--fsize=20000:unlimited']
      const child = program.start(['fill', data.folder, 'full'], limit)
      await child.ended
      const [refused = '', problem, outcomes, reads, again] = child.lines
      const stored = Number(/^refused after (\d+), \1 held$/.exec(refused)?.[1])
      expect(stored).toBeGreaterThan(50)
      expect(problem).toMatch(
        /^problem: .*journal-00000001\.ndjson can't be read or written: the file has reached/
      )
      expect(outcomes).toBe('unwritable unwritable unwritable')
      expect(reads).toBe('reads: scope|scope')
      expect(again).toBe(`stored again, ${stored + 1} held`)
      const ids = [...Array.from({ length: stored }, (_, number) => String(number)), 'afterwards']
      expect(await tokenIdsOf(await data.open())).toEqual(ids.sort())
      // Nothing but that there is no configuration.
      expect(logged('warn').filter((line) => !line.includes('config.json is not there'))).toEqual([])
    })
})

describe('the lock of a server', () => {
  it('differs from that of another one with the same number and the same clock, as in containers', async () => {
    const other = await createDataFolder()
    try {
      for (const folder of [data, other]) await folder.open()
      const holdings = [data, other].map(async (folder) => {
        const { holding } = JSON.parse(await readFile(folder.path('lock'), 'utf8')) as { holding: string }
        return holding
      })
      const [mine, another] = await Promise.all(holdings)
      expect(mine).toMatch(/^[\w-]{16,}$/)
      expect(mine).not.toBe(another)
    } finally {
      await other.dispose()
    }
  })
})

describe('a server on another machine, or in another container', () => {
  const clock = createTestClock()
  const holder = { pid: 1, host: 'elsewhere', space: 'boot/pid:[1]', holding: '1-1' }

  beforeEach(async () => {
    await mkdir(data.folder, { recursive: true })
    await writeFile(data.path('lock'), JSON.stringify(holder) + '\n')
    await beatAt(clock.nowMs())
  })

  const beatAt = (ms: number) => utimes(data.path('lock'), ms / 1000, ms / 1000)
  const lock = () => readFile(data.path('lock'), 'utf8')

  it('keeps others out as long as it gives signs of life, and they are told what to do', async () => {
    let beats = 0
    const beating = setInterval(() => void beatAt(clock.nowMs() + (beats += 1)), 10)
    try {
      const message = expect.stringMatching(
        /another machine or in another container \(elsewhere\), that was alive \d+ s ago\. Stop it or wait/
      )
      await expect(data.open({ deadAfterMs: 60_000 })).rejects.toMatchObject({ code: 'busy', message })
    } finally {
      clearInterval(beating)
    }
    expect(await lock()).toContain('"elsewhere"')
  })

  it('is waited for and replaced when it gives none, as after a kill', async () => {
    const store = await data.open({ clock, deadAfterMs: 200 })
    expect(await lock()).toContain(`"pid":${process.pid},`)
    expect(logged('info').join()).toMatch(/elsewhere, another machine or container: looking for up to/)
    await store.close()
  })

  it('is replaced whatever the clock says of its last sign of life', async () => {
    for (const hours of [-1000, 1000]) {
      await writeFile(data.path('lock'), JSON.stringify(holder) + '\n')
      await beatAt(clock.nowMs() + hours * 3_600_000)
      const store = await data.open({ clock, deadAfterMs: 200 })
      expect(await lock()).toContain(`"pid":${process.pid},`)
      await store.close()
    }
  })

  it('is replaced by one only of those that start at once', async () => {
    const opened = await Promise.allSettled([1, 2, 3].map(() => data.open({ clock, deadAfterMs: 200 })))
    expect(opened.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    expect((await readdir(data.folder)).filter((name) => name.startsWith('lock'))).toEqual(['lock'])
  })

  it('sees signs of life of this one, also when the clock stands still', async () => {
    const store = await data.open({ clock, deadAfterMs: 200 })
    const { mtimeMs } = await stat(data.path('lock'))
    await expect.poll(async () => (await stat(data.path('lock'))).mtimeMs).toBeGreaterThan(mtimeMs)
    expect(JSON.parse(await lock())).toMatchObject({ pid: process.pid, host: expect.any(String) })
    await store.close()
  })
})
