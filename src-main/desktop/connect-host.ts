import { app } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { tryDatabase } from '../try-database'
import { createLoginItem } from './choices/login-item'
import { createDesktopHost, type OwnDesktopHost } from './create-desktop-host'
import type { Opening } from './opening/create-opening'
import { LINK_SCHEME } from './opening/parse-link'
import { isUnpackedAnew, startedFile } from './places/portable-folder'
import type { Quitting } from './quitting'
import type { Run } from './run'
import { createUpdates } from './updates/create-updates'
import { openElectronFeed } from './updates/electron-feed'

/** The app as the panel sees it, and what only its own parts tell it. */
export interface ConnectedHost extends OwnDesktopHost {
  pageRecovered(atMs: number): void
  /** At the start, where that is wanted. */
  lookForUpdates(): void
}

/** Makes the host of this run of the app, out of Electron's parts. */
export function connectHost(
  run: Run,
  { opening, quitting }: { opening: Opening; quitting: Quitting }
): ConnectedHost {
  const { choices, preset, program, isPortable, system } = run
  const isInstalled = program.isPackaged && !isPortable && !isUnpackedAnew(program)
  let recoveredAtMs: number | undefined
  const updates = createUpdates({
    never: whyNoUpdates(run),
    automatic: choices.read().updates,
    openFeed: openElectronFeed,
    log: system.log,
    changed: () => host.changed()
  })
  const host = createDesktopHost({
    dataFolder: run.config.dataFolder,
    isPortable,
    preset,
    choices,
    databases: run.databases,
    tryDatabase: (url) => tryDatabase(url, system),
    givenDatabase: run.config.database,
    loginItem: createLoginItem({
      app,
      platform: program.platform,
      program: isInstalled ? startedFile(program) : undefined
    }),
    updates,
    opening,
    pageRecoveredAt: () => recoveredAtMs,
    restart: () => quitting.quitWith(() => relaunch(run)),
    quitWith: (last) =>
      quitting.quitWith(() => {
        // The new one starts before this one has ended, and must not take itself for a second start.
        app.releaseSingleInstanceLock()
        last(() => startAgain(run))
      })
  })
  // Unpackaged, the system would start Electron itself; a portable app leaves no trace.
  if (isInstalled && !app.isDefaultProtocolClient(LINK_SCHEME)) app.setAsDefaultProtocolClient(LINK_SCHEME)
  return {
    ...host,
    pageRecovered(atMs) {
      recoveredAtMs = atMs
      host.changed()
    },
    lookForUpdates() {
      const { automatic, status } = updates.facts()
      if (automatic && status === 'idle') void updates.check()
    }
  }
}

function whyNoUpdates({
  preset,
  program,
  isPortable
}: Run): 'preset' | 'unpackaged' | 'portable' | undefined {
  if (preset) return 'preset'
  if (!program.isPackaged) return 'unpackaged'
  if (isPortable || isUnpackedAnew(program)) return 'portable'
  // A build that names no feed was not made to be updated.
  return existsSync(join(process.resourcesPath, 'app-update.yml')) ? undefined : 'unpackaged'
}

/** What runs in an AppImage is unpacked anew at each start, so the image is what is started again. */
function relaunch(run: Run): void {
  app.relaunch(againOf(run))
  app.quit()
}

/** With its server closed the app is of no use, so what stayed alive ends at once and starts anew. */
function startAgain(run: Run): void {
  app.relaunch(againOf(run))
  app.exit(0)
}

const againOf = ({ program }: Run) => ({ execPath: startedFile(program), args: process.argv.slice(1) })
