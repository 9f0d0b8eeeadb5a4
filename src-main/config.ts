/**
 * Options and environment become a configuration here, and nowhere else is `process.env` read.
 * An option counts before the environment, that before what is stored in the data folder, that before the default.
 */
import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { issuerSchema, nearestName, type CheckedProfile } from './model'
import {
  createSystemClock,
  defaultDataFolder,
  LOG_FORMATS,
  LOG_LEVELS,
  readTlsFiles,
  type LogFormat,
  type LogLevel,
  type TlsFiles
} from './system'

/** Bad usage or bad configuration: the message names the field, the value and what is accepted. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

export interface Config {
  /** 0: any free port. */
  readonly port: number
  /** `localhost` stands for both loopback addresses. */
  readonly host: string
  /** Undefined: the stored one, else the address. */
  readonly issuer?: string
  /** Speaks TLS with this certificate; undefined: plain HTTP. */
  readonly tls?: TlsFiles
  /** Speaks TLS with a certificate of the local authority; undefined: as the stored settings say. */
  readonly https?: boolean
  /** An absolute path. */
  readonly dataFolder: string
  /** The URL of the PostgreSQL database that takes the data folder's place; its password is in it. */
  readonly database?: string
  /** The file of the profile to load, as it was given; whoever starts the server reads it into `profile`. */
  readonly profileFile?: string
  /** The profile to load when the server is made. */
  readonly profile?: CheckedProfile
  /** Whether the panel is served to browsers. */
  readonly panel: boolean
  /** Variables that Kubernetes sets for a service of our name, which mean nothing here. */
  readonly serviceLinks?: readonly string[]
  /** What an option or the environment gave, before which a stored setting stands back. */
  readonly fixed: readonly ('host' | 'port' | 'issuer' | 'panel' | 'https')[]
  readonly logLevel: LogLevel
  readonly logFormat: LogFormat
  /** How durable an answer is where the stored settings don't say. */
  readonly defaultDurability: 'process' | 'power'
}

/** Options as they were typed; what was left out is undefined. */
export interface GivenOptions {
  readonly port?: string
  readonly host?: string
  readonly issuer?: string
  readonly data?: string
  readonly database?: string
  readonly profile?: string
  readonly https?: boolean
  readonly 'tls-cert'?: string
  readonly 'tls-key'?: string
  readonly 'no-panel'?: boolean
  readonly 'log-level'?: string
  readonly 'log-format'?: string
}

export type Environment = Readonly<Record<string, string | undefined>>

/** Variables that a profile may name. */
export const surroundingVariables = (): Environment => process.env

export interface ConfigSources {
  readonly options?: GivenOptions
  readonly environment?: Environment
  /** What the host of the server wants where nobody said otherwise. */
  readonly defaults?: Partial<Pick<Config, 'defaultDurability' | 'logLevel' | 'dataFolder'>>
  /** Reads a certificate and its key; left out: as a server needs them, which refuses those that can't be served. */
  readonly readTls?: (certFile: string, keyFile: string) => TlsFiles | undefined
}

const PREFIX = 'FRIENDLY_OAUTH2_'
const OPTION_NAMES = [
  'port',
  'host',
  'issuer',
  'data',
  'database',
  'profile',
  'https',
  'tls-cert',
  'tls-key',
  'no-panel',
  'log-level',
  'log-format'
] as const
type OptionName = (typeof OPTION_NAMES)[number]

/** A value with the name that its giver knows it by. */
interface Given {
  readonly name: string
  readonly value: string
}

/** Throws UsageError for the first value that is not accepted. */
export function readConfig(sources: ConfigSources = {}): Config {
  const { options = {}, environment = process.env, defaults = {}, readTls = readServableTls } = sources
  const serviceLinks = serviceLinksIn(environment)
  refuseUnknownVariables(environment, serviceLinks)
  const given = (name: OptionName) => find(name, options, environment)
  const issuer = given('issuer')
  const profile = given('profile')
  const database = given('database')
  const files = tlsFilesOf(given)
  const tls = files && readTls(...files)
  const https = files ? undefined : given('https')
  return {
    port: parsePort(given('port')),
    host: parseHost(given('host')),
    ...(issuer && { issuer: parseIssuer(issuer) }),
    ...(tls && { tls }),
    ...(https && { https: parseSwitch(https) }),
    dataFolder: parseFolder(given('data'), environment, defaults.dataFolder),
    ...(database && { database: parseDatabase(database) }),
    ...(profile && { profileFile: profile.value }),
    ...(serviceLinks.length > 0 && { serviceLinks }),
    panel: !parseSwitch(given('no-panel')),
    fixed: [
      ...(['host', 'port', 'issuer', 'https'] as const).filter((name) => given(name)),
      ...(given('no-panel') ? (['panel'] as const) : []),
      ...(files ? (['https'] as const) : [])
    ],
    logLevel: parseChoice(given('log-level'), LOG_LEVELS) ?? defaults.logLevel ?? 'info',
    logFormat: parseChoice(given('log-format'), LOG_FORMATS) ?? 'pretty',
    defaultDurability: defaults.defaultDurability ?? 'power'
  }
}

/** Whether only this machine can reach a server that listens on `host`. */
export function isLoopbackHost(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}

function variableOf(name: OptionName): string {
  return PREFIX + name.toUpperCase().replaceAll('-', '_')
}

function find(name: OptionName, options: GivenOptions, environment: Environment): Given | undefined {
  const option = options[name]
  if (option !== undefined) return { name: `--${name}`, value: String(option) }
  const variable = isServiceLink(variableOf(name), environment) ? undefined : environment[variableOf(name)]
  // An empty variable is how a compose file leaves one out.
  return variable ? { name: variableOf(name), value: variable } : undefined
}

/** A mistyped variable would be a setting that silently has no effect. */
function refuseUnknownVariables(environment: Environment, serviceLinks: readonly string[]): void {
  const known = OPTION_NAMES.map(variableOf)
  const unknown = Object.keys(environment).find(
    (name) => name.startsWith(PREFIX) && !known.includes(name) && !serviceLinks.includes(name)
  )
  if (!unknown) return
  const nearest = nearestName(
    unknown.slice(PREFIX.length),
    known.map((name) => name.slice(PREFIX.length))
  )
  throw new UsageError(
    `${unknown} is not known${nearest ? `; did you mean ${PREFIX}${nearest}?` : `; known are ${known.join(', ')}`}`
  )
}

function serviceLinksIn(environment: Environment): string[] {
  return Object.keys(environment).filter(
    (name) => name.startsWith(PREFIX) && isServiceLink(name, environment)
  )
}

/** For each service of a namespace, Kubernetes tells the containers in it where that is, by variables that begin with the service's name. */
function isServiceLink(name: string, environment: Environment): boolean {
  if (/^(tcp|udp|sctp):\/\/\S+:\d+$/.test(environment[name] ?? '')) return true
  return /_SERVICE_(HOST|PORT(_\w+)?)$|_PORT_\d+_(TCP|UDP|SCTP)_(PROTO|PORT|ADDR)$/.test(name)
}

function refuse({ name, value }: Given, accepted: string): never {
  throw new UsageError(`${name}: ${JSON.stringify(value)} is not accepted; ${accepted}`)
}

function parsePort(given: Given | undefined): number {
  if (!given) return 9000
  const port = /^\d{1,5}$/.test(given.value) ? Number(given.value) : NaN
  return port <= 65_535
    ? port
    : refuse(given, 'it must be a whole number from 1 to 65535, or 0 for any free port')
}

function parseHost(given: Given | undefined): string {
  if (!given) return 'localhost'
  const host = given.value.replace(/^\[(.*)\]$/, '$1')
  const isHost =
    /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(host) ||
    /^[0-9a-fA-F:.]*:[0-9a-fA-F:.]*$/.test(host)
  return isHost
    ? host.toLowerCase()
    : refuse(given, 'it must be a host name or an address to listen on, such as localhost or 0.0.0.0')
}

function parseIssuer(given: Given): string {
  const result = issuerSchema.safeParse(given.value)
  return result.success
    ? result.data
    : refuse(given, `it ${result.error.issues.map((issue) => issue.message).join(', and ')}`)
}

/** The files of a certificate and its key, which go together; none: there is no certificate of somebody's own. */
function tlsFilesOf(given: (name: OptionName) => Given | undefined): [cert: string, key: string] | undefined {
  const [cert, key, https] = [given('tls-cert'), given('tls-key'), given('https')]
  if (!cert && !key) return undefined
  if (https && parseSwitch(https))
    throw new UsageError(
      `${https.name} serves a certificate of the local authority, and ${(cert ?? key)!.name} one of your own: give one of the two`
    )
  if (!cert || !key) {
    const { name } = (cert ?? key)!
    const [one, other] = cert ? ['tls-cert', 'tls-key'] : ['tls-key', 'tls-cert']
    throw new UsageError(`${name} needs --${other} (or ${variableOf(other as OptionName)}) beside --${one}`)
  }
  for (const given of [cert, key]) if (given.value === '') refuse(given, 'it must be a file')
  return [resolve(cert.value), resolve(key.value)]
}

/** Throws CertificateError for files that can't be served. */
function readServableTls(certFile: string, keyFile: string): TlsFiles {
  return readTlsFiles(certFile, keyFile, createSystemClock())
}

function parseFolder(given: Given | undefined, environment: Environment, otherwise?: string): string {
  if (given?.value === '') refuse(given, 'it must be a folder')
  return resolve(
    given?.value ??
      otherwise ??
      defaultDataFolder({ platform: process.platform, home: homedir(), environment })
  )
}

/** The value isn't repeated in the refusal: it may hold a password. */
export function parseDatabase({ name, value }: Given): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const isDatabase =
    ['postgres:', 'postgresql:'].includes(url?.protocol ?? '') && /^\/[^/]+$/.test(url!.pathname)
  if (isDatabase && [url!.username, url!.password, url!.pathname].every(isDecodable)) return value
  throw new UsageError(
    `${name}: this is not accepted; it must be the URL of a PostgreSQL database, such as postgres://USER:PASSWORD@HOST:5432/DATABASE`
  )
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

function parseSwitch(given: Given | undefined): boolean {
  if (!given) return false
  if (['true', '1', 'yes', 'on'].includes(given.value.toLowerCase())) return true
  if (['false', '0', 'no', 'off'].includes(given.value.toLowerCase())) return false
  return refuse(given, 'it must be true or false')
}

function parseChoice<Choice extends string>(
  given: Given | undefined,
  choices: readonly Choice[]
): Choice | undefined {
  if (!given) return undefined
  return (
    choices.find((choice) => choice === given.value) ??
    refuse(given, `it must be one of ${choices.join(', ')}`)
  )
}
