import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { clientThrough } from '../support/desktop/desktop-client'
import {
  argumentsFor,
  electronForTests,
  environment,
  launchDesktop,
  makeFolder,
  removeFolders,
  type Desktop
} from '../support/desktop/launch-desktop'

// Some of these start the app several times.
vi.setConfig({ testTimeout: 180_000 })

const { path: electron, isReal } = electronForTests()
const running: Desktop[] = []

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

async function launch(folder: string, ...answers: string[]) {
  const desktop = await launchDesktop({ folder, world: { STAND_IN_ANSWERS: JSON.stringify(answers) } })
  running.push(desktop)
  return { desktop, client: await clientThrough(desktop.window) }
}

/** A folder in which there is a client, with a backup that knows it. */
async function begunFolder(): Promise<string> {
  const folder = makeFolder()
  const { desktop, client } = await launch(folder)
  await client.clients.create({ client_name: 'Kept' })
  await desktop.quit()
  expect(readdirSync(join(folder, 'backups')).join()).toContain('rolling')
  return folder
}

const names = async (client: Awaited<ReturnType<typeof clientThrough>>) =>
  (await client.clients.list({})).items.map(({ client_name }) => client_name)
const setAsideIn = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('set-aside-'))

/** Starts the app and resolves to its exit code; for starts that end before there is a window. */
function startAndEnd(folder: string, ...answers: string[]): Promise<{ code: number | null; said: string }> {
  const env = { ...environment(false), STAND_IN_WAIT: '', STAND_IN_ANSWERS: JSON.stringify(answers) }
  const child = spawn(electron, argumentsFor(folder, ['--port', '0']), { env })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => resolve({ code, said }))
  })
}

// Whoever starts a real Electron can't answer its dialogs before it is there.
describe.skipIf(isReal)('a damaged configuration', () => {
  it('goes back to the backup that the dialog names, when the person says so', async () => {
    const folder = await begunFolder()
    writeFileSync(join(folder, 'config.json'), '{ "half": ')
    const { client } = await launch(folder, 'Restore the backup of')
    expect(await names(client)).toEqual(['Kept'])
  })

  it('is moved aside for an empty start, and nothing is deleted', async () => {
    const folder = await begunFolder()
    writeFileSync(join(folder, 'config.json'), '{ "half": ')
    const { client } = await launch(folder, 'Show the file', 'Start empty')
    expect(await names(client)).toEqual([])
    const [aside = ''] = setAsideIn(folder)
    expect(readFileSync(join(folder, aside, 'config.json'), 'utf8')).toBe('{ "half": ')
    expect(readdirSync(join(folder, aside, 'backups')).length).toBeGreaterThan(0)
  })

  it('stays as it is when the person would rather quit', async () => {
    const folder = await begunFolder()
    writeFileSync(join(folder, 'config.json'), '{ "half": ')
    expect((await startAndEnd(folder, 'Quit')).code).toBe(0)
    expect(readFileSync(join(folder, 'config.json'), 'utf8')).toBe('{ "half": ')
    expect(setAsideIn(folder)).toEqual([])
  })
})

describe.skipIf(isReal)('damaged sessions and tokens', () => {
  it('can be started without, clients and people staying', async () => {
    const folder = await begunFolder()
    const state = join(folder, 'state')
    mkdirSync(state, { recursive: true })
    for (const name of readdirSync(state)) writeFileSync(join(state, name), 'no journal at all\n')
    const { client } = await launch(folder, 'Start without sessions and tokens')
    expect(await names(client)).toEqual(['Kept'])
    expect(existsSync(join(folder, setAsideIn(folder)[0] ?? '', 'state'))).toBe(true)
  })
})

describe.skipIf(isReal)('a folder that another process has open', () => {
  it('is left to it, and the message names the process', async () => {
    const folder = await begunFolder()
    const holder = { pid: process.pid, holding: `${process.pid}-1` }
    writeFileSync(join(folder, 'lock'), `${JSON.stringify(holder)}\n`)
    const { code, said } = await startAndEnd(folder)
    expect(code).toBe(4)
    expect(said).toContain(`in use by process ${process.pid}`)
  })
})
