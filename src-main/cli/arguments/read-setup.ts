import { readConfig, type Config, type GivenOptions } from '../../config'
import { createSystemClock, readTlsFiles, type TlsFiles } from '../../system'
import type { OptionDefinitions, ParsedOptions } from './command'
import { FOLDER_OPTIONS } from '../local-panel'
import { TLS_OPTIONS } from './tls-options'

/** What tells of a server that this process doesn't start. */
export const SETUP_OPTIONS = {
  port: { type: 'string', value: 'PORT', help: 'as serve is given it' },
  host: { type: 'string', value: 'HOST', help: 'as serve is given it' },
  issuer: { type: 'string', value: 'URL', help: 'as serve is given it' },
  ...TLS_OPTIONS,
  ...FOLDER_OPTIONS
} as const satisfies OptionDefinitions

/** The configuration as `serve` reads it, but that a certificate which can't be served is told instead of thrown. */
export function readSetup(options: ParsedOptions): { config: Config; tlsProblem?: string } {
  let tlsProblem: string | undefined
  const readTls = (certFile: string, keyFile: string): TlsFiles | undefined => {
    try {
      return readTlsFiles(certFile, keyFile, createSystemClock())
    } catch (error) {
      tlsProblem = error instanceof Error ? error.message : String(error)
      return undefined
    }
  }
  const config = readConfig({ options: options as GivenOptions, readTls })
  return { config, ...(tlsProblem !== undefined && { tlsProblem }) }
}
