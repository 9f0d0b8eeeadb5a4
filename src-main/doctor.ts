/**
 * The doctor for a set-up whose server need not run: what options and data folder say, examined without starting, locking or changing
 * anything. The panel's page asks the same of the server that it belongs to.
 */
import { join } from 'node:path'
import type { Config } from './config'
import { DEFAULT_SETTINGS, type Settings } from './model'
import { examine, type Situation } from './panel'
import { lookIntoDatabase, lookIntoFolder, type DatabaseContent, type FolderContent } from './store'
import {
  certificateNamesOf,
  createLocalCertificates,
  createMachine,
  createSystemClock,
  readCertificateFacts
} from './system'

/** Of a profile, the keys that only a trial shows to be none. */
export { brokenKeys } from './panel'
/** Of a profile, what it may hold and what yet lets fewer people in than it seems to. */
export { sharedLoginNames } from './model'

type Place = Pick<Situation, 'host' | 'port' | 'issuer' | 'isTls'>

export interface Setup {
  readonly config: Config
  /** Why the certificate that was named can't be served. */
  readonly tlsProblem?: string | undefined
}

/** What is found, in the order in which it is told. Asks this machine, the issuer and the SMTP server that the settings name. */
export async function examineSetup({ config, tlsProblem }: Setup) {
  const clock = createSystemClock()
  const { database } = config
  const { settings = DEFAULT_SETTINGS, damage, heldBy, state } = await lookInto(config)
  const place = placeOf({ config, tlsProblem }, settings)
  const situation: Situation = {
    ...place,
    isListening: false,
    ...certificateOf({ config, tlsProblem }, place, settings),
    clockOffsetMs: 0,
    data: {
      ...(database === undefined ? { kind: 'json-file', folder: config.dataFolder } : { kind: 'postgres' }),
      ...(damage !== undefined && { damage }),
      ...(heldBy !== undefined && { heldBy })
    },
    ...(state && { database: async () => state }),
    mail: settings.mail
  }
  return examine(situation, createMachine(), clock)
}

/** Where a server of this set-up listens: by what was given, else by its data; `isSure`: those could be read. */
export async function findServer(setup: Setup): Promise<Place & { readonly isSure: boolean }> {
  const { settings, state } = await lookInto(setup.config)
  return { ...placeOf(setup, settings ?? DEFAULT_SETTINGS), isSure: state?.kind !== 'silence' }
}

/** What the data folder says, or the database that takes its place. */
async function lookInto({ database, dataFolder }: Config): Promise<FolderContent & Partial<DatabaseContent>> {
  return database === undefined
    ? lookIntoFolder(dataFolder)
    : lookIntoDatabase(database, createSystemClock().nowMs)
}

/** As `createServer` decides it. */
function placeOf({ config, tlsProblem }: Setup, settings: Settings): Place {
  const { fixed, tls, https } = config
  const isTls = tls !== undefined || tlsProblem !== undefined || (https ?? settings.https.enabled)
  const host = fixed.includes('host') ? config.host : (settings.listen.host ?? config.host)
  const port = fixed.includes('port') ? config.port : (settings.listen.port ?? config.port)
  const followed = `${isTls ? 'https' : 'http'}://localhost:${port}`
  return { host, port, isTls, issuer: config.issuer ?? settings.issuer ?? followed }
}

/** The certificate that would be served; a local one that wasn't made yet is none. */
function certificateOf(
  { config: { tls, dataFolder }, tlsProblem }: Setup,
  { issuer, host, isTls }: Pick<Situation, 'host' | 'issuer' | 'isTls'>,
  settings: Settings
): Pick<Situation, 'certificate'> {
  if (tlsProblem !== undefined) return { certificate: tlsProblem }
  if (tls) return { certificate: readCertificateFacts(tls) }
  if (!isTls) return {}
  const local = createLocalCertificates({
    folder: join(dataFolder, 'certificates'),
    clock: createSystemClock()
  })
  try {
    const kept = local.kept(certificateNamesOf(issuer, host, settings.https.names))
    return kept ? { certificate: readCertificateFacts(kept) } : {}
  } catch (error) {
    return { certificate: error instanceof Error ? error.message : String(error) }
  }
}
