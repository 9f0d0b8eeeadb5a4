import { setImmediate as nextTurn } from 'node:timers/promises'
import { version } from '../../../package.json'
import { readConfig, UsageError, type Config } from '../../config'
import { DEFAULT_ADMINISTRATOR } from '../../contract'
import type { FriendlyServer } from '../../server'
import { createSystem, type System } from '../../system'
import type { Command, Terminal } from '../arguments/command'
import { FOLDER_OPTIONS } from '../local-panel'
import { refuseOperands } from '../arguments/operands'
import { TLS_OPTIONS } from '../arguments/tls-options'
import { readProfile } from '../../host'
import { createStopSignal, type StopSignal } from '../stop-signal'

export const serve: Command = {
  usage: '',
  summary: 'Run the server, with the panel in the browser',
  options: {
    port: { type: 'string', value: 'PORT', help: 'default 9000; 0 takes a free one' },
    host: {
      type: 'string',
      value: 'HOST',
      help: 'what to listen on; default localhost: both loopback addresses'
    },
    issuer: { type: 'string', value: 'URL', help: 'default: the stored one, else http(s)://localhost:PORT' },
    ...TLS_OPTIONS,
    ...FOLDER_OPTIONS,
    profile: {
      type: 'string',
      value: 'FILE',
      help: 'load a profile, in JSON or YAML; - is the standard input'
    },
    'no-panel': { type: 'boolean', help: 'serve no panel' },
    'log-level': { type: 'string', value: 'LEVEL', help: 'debug, info, warn, error or silent; default info' },
    'log-format': { type: 'string', value: 'FORMAT', help: 'pretty or json' }
  },
  async run({ options, operands }, terminal) {
    refuseOperands(operands)
    const config = await withProfile(readConfig({ options }), terminal)
    const system = createSystem(config)
    if (config.serviceLinks)
      system.log.info('Variables that Kubernetes sets for services are ignored', {
        names: config.serviceLinks
      })
    const stop = createStopSignal((error) => system.log.error('A defect; the server stops', { error }))
    try {
      return await runServer(config, system, terminal, stop)
    } finally {
      await system.close()
    }
  }
}

/** Serves until it is asked to stop; what went wrong on the way to a listening server is thrown. */
async function runServer(config: Config, system: System, terminal: Terminal, stop: StopSignal) {
  // Loaded here, so that help and checks of arguments don't wait for the server's code.
  const { createServer } = await import('../../server')
  const server = await createServer({ ...config, version }, system)
  try {
    const { status, failure } = await server.start()
    if (status === 'failed') throw asError(server.lastError() ?? failure?.message)
    // As a first start leaves it, the documented password is told at once; a hash takes a bcrypt, and the line doesn't wait for that.
    const stands = server.defaultPasswordStands()
    const isKnownToStand = await Promise.race([stands, nextTurn(false)])
    terminal.print(readyLine(server, isKnownToStand))
    if (!isKnownToStand && (await stands))
      system.log.warn(`${DEFAULT_ADMINISTRATOR.username} still has the documented password`)
    const exitCode = await stop.requested
    system.log.info('Stopping: requests in flight are finished')
    return exitCode
  } finally {
    await server.close()
  }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure))
}

async function withProfile(config: Config, terminal: Terminal): Promise<Config> {
  if (config.profileFile === undefined) return config
  if (config.profileFile === '') throw new UsageError('--profile: "" is not accepted; it must be a file')
  return { ...config, profile: await readProfile(config.profileFile, terminal) }
}

/** Where the server is, and how to sign in while the documented default password stands. */
function readyLine(server: FriendlyServer, defaultPasswordStands: boolean): string {
  const { issuer, panelUrl } = server.state()
  const ready = `Friendly OAuth2 Server is ready: issuer ${issuer}`
  if (!panelUrl) return ready
  const { username, password } = DEFAULT_ADMINISTRATOR
  const signIn = defaultPasswordStands
    ? ` (sign in as ${username} with the password ${password} until you change it)`
    : ''
  return `${ready}, panel ${panelUrl}${signIn}`
}
