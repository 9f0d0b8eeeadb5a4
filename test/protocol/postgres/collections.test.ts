import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createServer } from '../../../src-main/server'
import { createSystem } from '../../../src-main/system'
import { createTestClock } from '../../support/clock'
import { describeWithPostgres } from '../../support/postgres/postgres-suite'

describeWithPostgres('collections in the data folder of a server that is given a database', (database) => {
  let dataFolder: string
  let url: string
  let logged: string[]

  beforeEach(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'friendly-collections-'))
    await mkdir(join(dataFolder, 'collections'))
    url = await database().createDatabase()
    logged = []
  })
  afterEach(() => rm(dataFolder, { recursive: true, force: true }))

  const keep = (id: string, text: string) => writeFile(join(dataFolder, 'collections', `${id}.json`), text)

  /** Opens the server, looks what its store has, does something there, and closes it. */
  async function startedOn(
    place: string,
    act: (saved: Awaited<ReturnType<typeof createServer>>['store']['savedCollections']) => unknown = () =>
      undefined
  ): Promise<Record<string, string>> {
    const system = createSystem({
      clock: createTestClock(),
      logLevel: 'info',
      logFormat: 'json',
      writeLog: (line) => void logged.push(line)
    })
    const options = { port: 0, host: '127.0.0.1', panel: false, version: '0.0.0-test' }
    const server = await createServer(
      { ...options, defaultDurability: 'process', dataFolder, database: place },
      system
    )
    const { items } = await server.store.savedCollections.list()
    await act(server.store.savedCollections)
    await server.close()
    await system.close()
    return Object.fromEntries(items.map(({ id, text }) => [id, text]))
  }

  const told = () => logged.filter((line) => line.includes('taken into the database'))

  it('are taken into it, and the log says so', async () => {
    await keep('Smoke', 'a collection')
    expect(await startedOn(url)).toEqual({ Smoke: 'a collection' })
    expect(told()).toHaveLength(1)
    expect(await readdir(join(dataFolder, 'collections'))).toContain('Smoke.json')
  })

  it('stay gone when they are removed there, and are taken into another database too', async () => {
    await keep('Smoke', 'a collection')
    await startedOn(url, (saved) => saved.remove('Smoke'))
    expect(await startedOn(url)).toEqual({})
    expect(await startedOn(await database().createDatabase())).toEqual({ Smoke: 'a collection' })
  })

  it('take the place of none that is there', async () => {
    await startedOn(url, (saved) => saved.insert({ id: 'Smoke', text: 'what the others have' }))
    await keep('Smoke', 'a collection')
    await keep('More', 'another collection')
    expect(await startedOn(url)).toEqual({ Smoke: 'what the others have', More: 'another collection' })
  })
})
