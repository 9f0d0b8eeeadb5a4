/** What a server is started with, and what of it the panel's page tells. */
import { UsageError, type Config } from './config'
import { DEFAULT_ADMINISTRATOR, type CheckedProfile } from './model'
import type { Surroundings } from './panel'
import type { PanelFiles, Store } from './ports'
import { readRuntimeFacts } from './system'

export interface ServerOptions extends Pick<
  Config,
  'port' | 'host' | 'issuer' | 'tls' | 'https' | 'panel' | 'defaultDurability'
> {
  /** What stands before the stored settings; left out: all of it. */
  readonly fixed?: Config['fixed']
  /** Where the json-file store lives; undefined keeps everything in memory. */
  readonly dataFolder?: string
  /** The URL of a PostgreSQL database, which takes the data folder's place. */
  readonly database?: string
  /** A store of the host's own, instead of one of ours. */
  readonly store?: Store
  /** The built panel; undefined: the one that was built with the server. */
  readonly panelFiles?: PanelFiles
  /** Replaces what it names; a fresh store gets the documented administrator besides, unless it brings one. */
  readonly profile?: CheckedProfile
  readonly version: string
}

/** What the server page tells of what the server was started with and in. */
export function surroundingsOf(
  { store, dataFolder, database, defaultDurability, tls, https, issuer }: ServerOptions,
  fixed: Config['fixed']
): Omit<Surroundings, 'certificate' | 'wantsTls' | 'lookIntoDatabase'> {
  return {
    runtime: readRuntimeFacts,
    storeKind: store
      ? 'other'
      : database !== undefined
        ? 'postgres'
        : dataFolder === undefined
          ? 'memory'
          : 'json-file',
    ...(dataFolder !== undefined && !store && database === undefined && { dataFolder }),
    defaultDurability,
    fixed: [
      ...new Set([
        ...fixed,
        ...(issuer === undefined ? [] : (['issuer'] as const)),
        ...(tls || https !== undefined ? (['https'] as const) : [])
      ])
    ]
  }
}

/** Why a server whose administrator everybody knows listens to this machine alone. */
export function whyNotBeyondLoopback(host: string): UsageError {
  const { username } = DEFAULT_ADMINISTRATOR
  return new UsageError(
    `--host: ${JSON.stringify(host)} is refused while ${username} still has the documented password; ` +
      `change it in the panel or with: friendly-oauth2 user set-password ${username}`
  )
}
