import type * as Files from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDataFolder, type DataFolder } from '../data-folder'
import { tokenRecord } from '../records'
import type { Store } from '../../../src-main/ports'

const disk = vi.hoisted(() => ({ syncs: 0 }))

vi.mock('node:fs', async (load) => {
  const original = await load<typeof Files>()
  const fdatasync = (fd: number, done: Files.NoParamCallback) => {
    disk.syncs += 1
    original.fdatasync(fd, done)
  }
  return { ...original, fdatasync }
})

describe('a write that is to survive a loss of power', () => {
  let data: DataFolder
  let store: Store
  beforeEach(async () => {
    data = await createDataFolder()
    store = await data.open({ durability: () => 'power' })
    disk.syncs = 0
  })
  afterEach(() => data.dispose())

  it('shares its sync with the changes that keep coming meanwhile', async () => {
    const written: Promise<unknown>[] = []
    for (let index = 0; index < 8; index++) {
      written.push(store.tokens.insert(tokenRecord(`token-${index}`)))
      await nextTurn()
    }
    await Promise.all(written)
    expect(disk.syncs).toBe(1)
  })

  it('is answered although changes never stop coming', async () => {
    const TURNS = 10_000
    let isAnswered = false
    const first = store.tokens.insert(tokenRecord('first'))
    const written: Promise<unknown>[] = [first.then(() => (isAnswered = true))]
    for (let turn = 0; turn < TURNS && !isAnswered; turn++) {
      written.push(store.tokens.insert(tokenRecord(`later-${turn}`)))
      await nextTurn()
    }
    expect(isAnswered).toBe(true)
    await Promise.all(written)
  })
})

describe('a write that is to survive the end of the process', () => {
  let data: DataFolder
  let store: Store
  beforeEach(async () => {
    data = await createDataFolder()
    store = await data.open()
  })
  afterEach(() => data.dispose())

  /** How many records each write held. */
  async function writes(): Promise<number[]> {
    const [journal] = (await readdir(data.path('state'))).filter((name) => name.startsWith('journal'))
    const [, ...lines] = (await readFile(data.path('state', journal!), 'utf8')).trimEnd().split('\n')
    return lines.map((line) => line.split('["tokens",').length - 1)
  }

  const insert = (count: number, from: string) =>
    Array.from({ length: count }, (_, number) => store.tokens.insert(tokenRecord(`${from}-${number}`)))

  it('takes along what comes in the turn after several came at once', async () => {
    const first = insert(4, 'first')
    await nextTurn()
    await Promise.all([...first, ...insert(2, 'second')])
    expect(await writes()).toEqual([6])
  })

  it('waits for nobody where one came alone', async () => {
    const first = insert(1, 'first')
    await nextTurn()
    await nextTurn()
    await Promise.all([...first, ...insert(1, 'second')])
    expect(await writes()).toEqual([1, 1])
  })
})
