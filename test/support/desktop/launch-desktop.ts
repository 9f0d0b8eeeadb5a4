import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { findElectron } from '../../../scripts/setup/find-electron.mjs'

const root = resolve(import.meta.dirname, '../../..')
/** What an app begins with that is not to ask. */
const EMPTY_PROFILE = join(root, 'test/support/empty-profile.json')
const STAND_IN = join(root, 'test/support/stand-in/electron.mjs')

export interface ElectronForTests {
  readonly path: string
  readonly isReal: boolean
  /** One line for people: which of the two it is, and why. */
  readonly description: string
}

/** The real Electron where its binary is here and there is a display, else the stand-in. Playwright starts both without the sandbox, as root too. */
export function electronForTests(): ElectronForTests {
  const { path, why } = findElectron()
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const hasDisplay = process.platform !== 'linux' || Boolean(DISPLAY ?? WAYLAND_DISPLAY)
  if (path && hasDisplay) return { path, isReal: true, description: 'on real Electron' }
  const reason = path ? 'there is no display' : why
  return { path: STAND_IN, isReal: false, description: `on the stand-in for Electron: ${reason}` }
}

export interface Desktop {
  readonly app: ElectronApplication
  readonly window: Page
  /** The data folder. */
  readonly folder: string
  /** Resolves to the exit code, null where a signal ended it. */
  readonly ended: Promise<number | null>
  hasEnded(): boolean
  /** Quits as a person would, and resolves to the exit code. */
  quit(): Promise<number | null>
}

export interface DesktopOptions {
  readonly folder?: string
  /** Options of the app; a free port by default. */
  readonly options?: readonly string[]
  /** A packaged app's own, which knows where its files are. Left out: Electron with the built app. */
  readonly executable?: string
  /** The very first start of a folder, which asks how to begin. Left out: the folder begins with an empty profile. */
  readonly isFirstRun?: boolean
  /** What the stand-in is told of the world around it, by environment variables. */
  readonly world?: Readonly<Record<string, string>>
}

const folders: string[] = []

/** A data folder that `removeFolders` takes away. */
export function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'friendly-oauth2-desktop-'))
  folders.push(folder)
  return folder
}

/** Call it in afterAll, when every app that was started has ended. */
export function removeFolders(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}

/** What both Electrons are started with; an empty folder: the one that the app itself takes. */
export function argumentsFor(folder: string, options: readonly string[]): string[] {
  return [root, '--lang=en-US', ...(folder ? [`--user-data-dir=${folder}`] : []), ...options]
}

/** Starts the built app and resolves when its window is there. */
export async function launchDesktop(given: DesktopOptions = {}): Promise<Desktop> {
  const { folder = makeFolder(), options = ['--port', '0'], executable, world = {} } = given
  const begins = given.isFirstRun || executable ? [] : ['--profile', EMPTY_PROFILE]
  const { path, isReal } = executable ? { path: executable, isReal: false } : electronForTests()
  const app = await _electron.launch({
    // Playwright prepares a real Electron with a loader of its own, which it leaves out when it is told a path.
    ...(isReal && path.includes('node_modules') ? {} : { executablePath: path }),
    args: argumentsFor(folder, [...options, ...begins]).slice(executable ? 1 : 0),
    cwd: root,
    env: { ...environment(isReal), ...world }
  })
  const child = app.process()
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const window = await app.firstWindow()
  await window.waitForURL(/^(app:|https:.*\.standin\/)/)
  return {
    app,
    window,
    folder,
    ended,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    quit: async () => {
      await app.close()
      return ended
    }
  }
}

/** The environment for either Electron. */
export function environment(isReal: boolean): Record<string, string> {
  const { ELECTRON_RUN_AS_NODE: _, ...rest } = process.env
  const given = Object.entries(rest).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(given), ...(isReal ? {} : { STAND_IN_WAIT: '1' }) }
}
