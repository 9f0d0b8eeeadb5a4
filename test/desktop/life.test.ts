import { spawn } from 'node:child_process'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
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
import { worldWithTray } from '../support/desktop/tray-place'

const { isReal } = electronForTests()
const running: Desktop[] = []

async function launch(folder = makeFolder(), world = worldWithTray(true)): Promise<Desktop> {
  const desktop = await launchDesktop({ folder, world })
  running.push(desktop)
  return desktop
}

afterEach(async () => {
  for (const desktop of running.splice(0)) if (!desktop.hasEnded()) await desktop.quit()
})
afterAll(removeFolders)

const isVisible = async ({ app, window }: Desktop) =>
  (await app.browserWindow(window)).evaluate((handle) => handle.isVisible())
const isMinimized = async ({ app, window }: Desktop) =>
  (await app.browserWindow(window)).evaluate((handle) => handle.isMinimized())
const closeWindow = async ({ app, window }: Desktop) =>
  (await app.browserWindow(window)).evaluate((handle) => handle.close())

/** Answers the question of the closing window with a button, and counts how often it is asked. */
const answerWith = ({ app }: Desktop, button: number) =>
  app.evaluate(({ dialog }, response) => {
    const counter = globalThis as typeof globalThis & { asked?: number }
    counter.asked = 0
    dialog.showMessageBox = async () => {
      counter.asked = (counter.asked ?? 0) + 1
      return { response, checkboxChecked: false }
    }
  }, button)
const timesAsked = ({ app }: Desktop) =>
  app.evaluate(() => (globalThis as typeof globalThis & { asked?: number }).asked)

const [KEEP_RUNNING, QUIT, CANCEL] = [0, 1, 2]

describe('closing the window', () => {
  it('asks once, hides it, and the server goes on', async () => {
    const desktop = await launch()
    await expect.poll(() => isVisible(desktop)).toBe(true)
    await answerWith(desktop, KEEP_RUNNING)
    await closeWindow(desktop)
    await expect.poll(() => isVisible(desktop)).toBe(false)
    expect((await (await clientThrough(desktop.window)).server.state()).status).toBe('running')

    const handle = await desktop.app.browserWindow(desktop.window)
    await handle.evaluate((window) => window.show())
    await closeWindow(desktop)
    await expect.poll(() => isVisible(desktop)).toBe(false)
    expect(await timesAsked(desktop)).toBe(1)
  })

  it('quits when the person says so, and the next time without a question', async () => {
    const folder = makeFolder()
    const first = await launch(folder)
    await answerWith(first, QUIT)
    await closeWindow(first)
    expect(await first.ended).toBe(0)

    const second = await launch(folder)
    await closeWindow(second)
    expect(await second.ended).toBe(0)
  })

  it('changes nothing when the person would rather not', async () => {
    const desktop = await launch()
    await expect.poll(() => isVisible(desktop)).toBe(true)
    await answerWith(desktop, CANCEL)
    await closeWindow(desktop)
    await expect.poll(() => timesAsked(desktop)).toBe(1)
    expect(await isVisible(desktop)).toBe(true)
    await closeWindow(desktop)
    await expect.poll(() => timesAsked(desktop)).toBe(2)
  })
})

// Without a window manager a real window is not minimized.
describe.skipIf(isReal || process.platform !== 'linux')('where nothing shows icons beside the clock', () => {
  it('a closed window is minimized, and so still to be found', async () => {
    const desktop = await launch(makeFolder(), worldWithTray(false))
    await expect.poll(() => isVisible(desktop)).toBe(true)
    await answerWith(desktop, KEEP_RUNNING)
    await closeWindow(desktop)
    await expect.poll(() => isMinimized(desktop)).toBe(true)
    expect(await isVisible(desktop)).toBe(true)
  })
})

describe('a second start', () => {
  it('on the same data shows the window of the first, and ends', async () => {
    const desktop = await launch()
    await expect.poll(() => isVisible(desktop)).toBe(true)
    await answerWith(desktop, KEEP_RUNNING)
    await closeWindow(desktop)
    await expect.poll(() => isVisible(desktop)).toBe(false)

    expect(await startAgain(desktop.folder)).toBe(0)
    await expect.poll(() => isVisible(desktop)).toBe(true)
    expect(desktop.hasEnded()).toBe(false)
  })
})

/** Starts the app beside Playwright, as a person would, and resolves to its exit code. */
function startAgain(folder: string): Promise<number | null> {
  const { path, isReal } = electronForTests()
  const noSandbox = isReal && process.platform === 'linux' ? ['--no-sandbox'] : []
  const env = { ...environment(isReal), STAND_IN_WAIT: '' }
  const child = spawn(path, [...noSandbox, ...argumentsFor(folder, ['--port', '0'])], {
    env,
    stdio: 'ignore'
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', resolve)
  })
}

describe('quitting', () => {
  it('ends with code 0, and what the panel was told is there at the next start', async () => {
    const folder = makeFolder()
    const first = await launch(folder)
    const created = await (await clientThrough(first.window)).clients.create({ client_name: 'Kept' })
    expect(await first.quit()).toBe(0)

    const second = await launch(folder)
    const client = await clientThrough(second.window)
    expect(await client.clients.get({ client_id: created.client.client_id })).toMatchObject({
      client_name: 'Kept'
    })
  })

  it('remembers where the window stood', async () => {
    const folder = makeFolder()
    const first = await launch(folder)
    const bounds = { x: 40, y: 50, width: 1100, height: 750 }
    await (await first.app.browserWindow(first.window)).evaluate((window, to) => window.setBounds(to), bounds)
    await first.quit()

    const second = await launch(folder)
    const handle = await second.app.browserWindow(second.window)
    const { width, height } = await handle.evaluate((window) => window.getBounds())
    expect([width, height]).toEqual([1100, 750])
  })
})
