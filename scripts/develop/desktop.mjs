/** The desktop app, rebuilt and restarted when the main process changes; the panel is reloaded piece by piece. */
import { programOf, runNode } from '../setup/project.mjs'

/** As electron.vite.config.ts has it. */
const PANEL_ADDRESS = 'http://localhost:5173/panel/'

export function developDesktop(electron, options) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  return runNode(
    [
      programOf('electron-vite', 'bin/electron-vite.js'),
      'dev',
      '--watch',
      '--ignoreConfigWarning',
      '--',
      `--panel-address=${PANEL_ADDRESS}`,
      ...options
    ],
    { env: { ...env, ELECTRON_EXEC_PATH: electron } }
  )
}
