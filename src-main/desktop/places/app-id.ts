import type { App } from 'electron'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Tells Windows by which identifier the installer's shortcut knows this build: notifications of a program that it can't name are
 * not shown. The identifier is in the packaged `package.json`; what runs from its source has none.
 */
export function nameToWindows(
  app: Pick<App, 'getAppPath' | 'setAppUserModelId'>,
  platform: NodeJS.Platform
): void {
  if (platform !== 'win32') return
  const { appId } = JSON.parse(readFileSync(join(app.getAppPath(), 'package.json'), 'utf8')) as Manifest
  if (appId !== undefined) app.setAppUserModelId(appId)
}

interface Manifest {
  readonly appId?: string
}
