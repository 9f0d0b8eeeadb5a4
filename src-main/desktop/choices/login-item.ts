import type { App } from 'electron'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Whether the app starts when its person logs in. */
export interface LoginItem {
  /** Undefined: this app could not be found then. */
  isOn(): boolean | undefined
  set(on: boolean): void
}

export interface LoginItemDeps {
  readonly app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'getPath' | 'getName'>
  readonly platform: NodeJS.Platform
  /** The file that a person starts; undefined: there is none that stays where it is. */
  readonly program: string | undefined
}

/** Windows and macOS keep it themselves; on Linux a file in the autostart folder says so (XDG autostart specification). */
export function createLoginItem({ app, platform, program }: LoginItemDeps): LoginItem {
  if (program === undefined) return { isOn: () => undefined, set: () => undefined }
  if (platform !== 'linux')
    return {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (on) => app.setLoginItemSettings({ openAtLogin: on })
    }
  const name = app.getName()
  const file = join(app.getPath('appData'), 'autostart', `${fileNameOf(name)}.desktop`)
  return {
    isOn: () => existsSync(file),
    set(on) {
      if (!on) return rmSync(file, { force: true })
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, desktopEntry(name, program))
    }
  }
}

const fileNameOf = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')

/** The path quoted as the Desktop Entry specification wants it. */
function desktopEntry(name: string, program: string): string {
  const quoted = `"${program
    .replace(/(["`$\\])/g, '\\$1')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')}"`
  return ['[Desktop Entry]', 'Type=Application', `Name=${name}`, `Exec=${quoted}`, 'Terminal=false', ''].join(
    '\n'
  )
}
