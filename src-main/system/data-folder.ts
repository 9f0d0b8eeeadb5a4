import { join } from 'node:path'

/** The name under which operating systems keep the product's data; Electron takes it from package.json's productName. */
const PRODUCT_NAME = 'Friendly OAuth2 Server'

export interface Surroundings {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/** Where an application's data belongs on this system: the same folder as Electron's `userData`. */
export function defaultDataFolder({ platform, home, environment }: Surroundings): string {
  if (platform === 'win32') return join(environment.APPDATA || join(home, 'AppData', 'Roaming'), PRODUCT_NAME)
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', PRODUCT_NAME)
  return join(environment.XDG_CONFIG_HOME || join(home, '.config'), PRODUCT_NAME)
}
