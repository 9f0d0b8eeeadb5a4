import type { UpdateFeed } from './create-updates'

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
    install: () => autoUpdater.quitAndInstall(true, true)
  }
}
