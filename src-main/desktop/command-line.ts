import { parseArgs } from 'node:util'
import type { GivenOptions } from '../config'

/** The options that the app takes: the ones of `friendly-oauth2 serve`, and two of its own. */
const OPTIONS = {
  port: { type: 'string' },
  host: { type: 'string' },
  issuer: { type: 'string' },
  data: { type: 'string' },
  database: { type: 'string' },
  profile: { type: 'string' },
  'no-panel': { type: 'boolean' },
  'log-level': { type: 'string' },
  'log-format': { type: 'string' },
  /** Chromium's name for `data`. */
  'user-data-dir': { type: 'string' },
  /** Where the development server shows the panel. */
  'panel-address': { type: 'string' }
} as const

export interface DesktopOptions {
  readonly server: GivenOptions
  readonly panelAddress?: string
  /** What stands beside the options: a link, files, and of an app that isn't packaged its folder. */
  readonly opened: readonly string[]
}

/**
 * Reads a closed list of options; switches of Electron and Chromium, which stand among them, are passed over. A packaged app has no
 * development server: there `panel-address` would hand the rights of the person at the machine to whoever listens on that port.
 */
export function readCommandLine(argv: readonly string[], isPackaged: boolean): DesktopOptions {
  const { values, positionals } = parseArgs({
    args: argv.slice(1),
    options: OPTIONS,
    strict: false,
    allowPositionals: true
  })
  const text = (name: keyof typeof OPTIONS) => {
    const value = values[name]
    return typeof value === 'string' ? { [name]: value } : {}
  }
  const { 'user-data-dir': folder } = values
  const { 'panel-address': address } = values
  return {
    server: {
      ...(typeof folder === 'string' ? { data: folder } : {}),
      ...Object.assign({}, ...SERVER_TEXTS.map(text)),
      ...(values['no-panel'] === true ? { 'no-panel': true } : {})
    },
    ...(typeof address === 'string' && !isPackaged && isLoopback(address) ? { panelAddress: address } : {}),
    opened: positionals
  }
}

const SERVER_TEXTS = [
  'port',
  'host',
  'issuer',
  'data',
  'database',
  'profile',
  'log-level',
  'log-format'
] as const

/** The page gets the rights of the person at the machine, so it comes from this machine or from the app itself. */
const isLoopback = (address: string) => {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url?.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname)
}
