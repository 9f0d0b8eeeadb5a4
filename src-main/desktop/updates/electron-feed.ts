import type { UpdateFeed } from './create-updates'

/** Milliseconds in which an installer takes over, where somebody may have to agree first; the app has ended by then, or never does. */
const LONGEST_HANDOVER = 60_000

/** The feed that the build names in its `app-update.yml`. The library is loaded when somebody looks for updates, not at each start. */
export async function openElectronFeed(): Promise<UpdateFeed> {
  const { autoUpdater } = (await import('electron-updater')).default
  autoUpdater.autoDownload = false
  autoUpdater.autoInstallOnAppQuit = false
  autoUpdater.logger = null
  // What went wrong is in the rejection too; an event without a listener would end the app.
  autoUpdater.on('error', () => undefined)
  return {
    async fetch(found) {
      const result = await autoUpdater.checkForUpdates()
      if (!result)
        throw new Error('This kind of package is replaced by hand: fetch the new one and put it in its place')
      if (!result.isUpdateAvailable) return undefined
      const { version } = result.updateInfo
      found(version)
      await autoUpdater.downloadUpdate(result.cancellationToken)
      return version
    },
    install(failed) {
      const fail = once(failed)
      autoUpdater.once('error', fail)
      setTimeout(fail, LONGEST_HANDOVER)
      try {
        autoUpdater.quitAndInstall(true, true)
      } catch {
        fail()
      }
    }
  }
}

function once(deed: () => void): () => void {
  let isDone = false
  return () => {
    if (!isDone) deed()
    isDone = true
  }
}
