import { createRouterClient, lazy } from '@orpc/server'
import { version } from '../../package.json'
import { readConfig, UsageError, type Config } from '../config'
import { formatPath, parseProfile, type WholeProfile } from '../contract'
import { readProfile } from '../host'
import { createServer, type FriendlyServer } from '../server'
import { createSystem } from '../system'
import { issueToken } from './issue-token'
import type { ProfileSections, ServerForTests, StartOptions } from './server-for-tests'

/** FRIENDLY_OAUTH2_PORT and its like are for the command line: a test says itself what it wants. */
const NO_ENVIRONMENT = {}

/**
 * Starts a server in this process. Throws UsageError where an option or a record can't be used, naming it by its path, and
 * whatever kept the server from listening.
 */
export async function startServer(options: StartOptions = {}): Promise<ServerForTests> {
  const { profile: file, data } = options
  const config = configOf(options)
  const sections = parseSections(options)
  const profile = file === undefined ? sections : await readProfile(file)
  const system = createSystem(config)
  const { dataFolder, ...listening } = config
  const server = await createServer(
    {
      ...listening,
      ...(data === undefined ? {} : { dataFolder }),
      profile,
      version
    },
    system
  ).catch(async (error: unknown) => {
    await system.close()
    throw error
  })
  // A test that calls no procedure doesn't wait for their code.
  const panel = lazy(async () => ({ default: await server.panel() }))
  const admin = createRouterClient(panel, { context: { actor: { kind: 'local' }, capabilities: [] } })
  const apply = async (sections: ProfileSections) => {
    await admin.profile.import(documentOf(sections))
  }
  const stop = async () => {
    await server.close()
    await system.close()
  }
  try {
    await requireStarted(server)
    if (file !== undefined) await apply(options)
  } catch (error) {
    await stop()
    throw error
  }
  const { issuer, port, panelUrl } = server.state()
  return {
    issuer,
    port,
    ...(panelUrl === undefined ? {} : { panelUrl }),
    admin: admin as unknown as ServerForTests['admin'],
    apply,
    token: (client_id, scope) => issueToken(admin.playground, client_id, scope),
    stop
  }
}

function configOf({ port = 0, host, issuer, data, panel = false, logLevel = 'warn' }: StartOptions): Config {
  const options = {
    port: String(port),
    ...(host === undefined ? {} : { host }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(data === undefined ? {} : { data }),
    ...(panel ? {} : { 'no-panel': true }),
    'log-level': logLevel
  }
  return readConfig({ options, environment: NO_ENVIRONMENT })
}

/** The sections as a profile. Throws UsageError that names every fault by its path. */
function parseSections(sections: ProfileSections): WholeProfile {
  const { profile, issues } = parseProfile(documentOf(sections))
  if (profile) return profile
  const faults = issues.map(({ path, message }) => `  ${formatPath(path)}: ${message}`)
  throw new UsageError(['The server can not start with this:', ...faults].join('\n'))
}

function documentOf({ settings, clients, users, roles, scopes, keys }: ProfileSections) {
  const sections = Object.entries({ settings, clients, users, roles, scopes, keys })
  return { version: 1 as const, ...Object.fromEntries(sections.filter(([, value]) => value !== undefined)) }
}

async function requireStarted(server: FriendlyServer): Promise<void> {
  const { status, failure } = await server.start()
  if (status !== 'failed') return
  const error = server.lastError()
  throw error instanceof Error ? error : new Error(failure?.message ?? 'The server did not start')
}
