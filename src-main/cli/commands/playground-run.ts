import { readConfig, UsageError, type Config, type GivenOptions } from '../../config'
import type { CheckedProfile, Collection, CollectionResult } from '../../contract'
import { readProfile } from '../../host'
import { version } from '../../../package.json'
import { readCollectionFile, writeReport } from '../collection-files'
import type { Command, ParsedOptions, Terminal } from '../arguments/command'
import type { PanelClient } from '../local-panel'
import { requireOperand } from '../arguments/operands'
import { withClientsOf } from '../with-clients-of'

export const playgroundRun: Command = {
  usage: 'COLLECTION',
  summary:
    'Run a collection of saved requests, from a file or by its name, and compare what comes with what is expected',
  options: {
    data: { type: 'string', value: 'DIR', help: 'run against the server of this data folder' },
    profile: {
      type: 'string',
      value: 'FILE',
      help: 'run against a server in memory with this profile; default: the sample profile'
    },
    issuer: {
      type: 'string',
      value: 'URL',
      help: 'run against a server that is running, found by discovery'
    },
    variable: {
      type: 'string',
      value: 'NAME=VALUE',
      multiple: true,
      help: "in the place of the collection's own"
    },
    junit: { type: 'string', value: 'FILE', help: 'write a JUnit report' },
    json: { type: 'string', value: 'FILE', help: 'write a JSON report' }
  },
  async run({ options, operands }, terminal) {
    const named = requireOperand(operands, 'COLLECTION')
    const variables = variablesOf(options.variable)
    if (options.data !== undefined && options.profile !== undefined)
      throw new UsageError(
        '--data and --profile exclude each other: the folder has a configuration of its own'
      )
    const file = await readCollectionFile(named, terminal)
    const profile =
      typeof options.profile === 'string' ? await readProfile(options.profile, terminal) : undefined
    const order = {
      named,
      file,
      variables,
      profile,
      ...(typeof options.issuer === 'string' && { issuer: options.issuer })
    }
    const { result, junit } = await withServer(options, profile, (panel) => runIn(panel, order))
    tell(result, terminal)
    if (typeof options.junit === 'string') await writeReport(options.junit, junit)
    if (typeof options.json === 'string')
      await writeReport(options.json, `${JSON.stringify(result, undefined, 2)}\n`)
    return result.failed === 0 ? 0 : 1
  }
}

interface Order {
  readonly named: string
  /** Undefined: it has the name of a shipped or saved one. */
  readonly file: Collection | undefined
  readonly variables: Record<string, string>
  readonly profile: CheckedProfile | undefined
  readonly issuer?: string
}

async function runIn(panel: PanelClient, { named, file, variables, profile, issuer }: Order) {
  const collection = file ?? (await panel.collections.get({ id: named }))
  if (issuer === undefined) return panel.collections.run({ collection, variables })
  // The registrations are at the other server, so what its clients prove themselves with comes along.
  const registered = profile ?? (await panel.collections.sampleProfile())
  return panel.collections.run({ collection: withClientsOf(collection, registered), variables, issuer })
}

/** Starts a server on a free port for the time of some work: that of a folder, or one in memory. */
async function withServer<Result>(
  options: ParsedOptions,
  profile: CheckedProfile | undefined,
  work: (panel: PanelClient) => Promise<Result>
): Promise<Result> {
  const { data } = options
  const given: GivenOptions = { port: '0', host: 'localhost', ...(typeof data === 'string' && { data }) }
  const config: Config = readConfig({ options: given, defaults: { logLevel: 'error' } })
  const [{ createServer }, { createSystem }, { createRouterClient }] = await Promise.all([
    import('../../server'),
    import('../../system'),
    import('@orpc/server')
  ])
  const system = createSystem(config)
  try {
    // The sample profile must not end in a database that the environment names for a server.
    const { dataFolder, database: _ofServers, ...inMemory } = config
    const folder = data === undefined ? {} : { dataFolder }
    const server = await createServer(
      { ...inMemory, ...folder, ...(profile && { profile }), panel: false, version },
      system
    )
    try {
      const context = { actor: { kind: 'local' }, capabilities: ['playground.any_issuer'] } as const
      const panel: PanelClient = createRouterClient(await server.panel(), { context })
      if (data === undefined && !profile) await panel.profile.import(await panel.collections.sampleProfile())
      const { status, failure } = await server.start()
      if (status === 'failed') throw asError(server.lastError() ?? failure?.message)
      return await work(panel)
    } finally {
      await server.close()
    }
  } finally {
    await system.close()
  }
}

function asError(failure: unknown): Error {
  return failure instanceof Error ? failure : new Error(String(failure))
}

/** One line for each request, with what differed below it, and the count. */
function tell({ results, passed, failed }: CollectionResult, terminal: Terminal): void {
  for (const { ok, name, outcome, failures } of results) {
    terminal.print(`${ok ? '✓' : '✗'} ${name}: ${outcome}`)
    for (const { what, expected, actual } of failures)
      terminal.print(`    ${what}: expected ${expected}, was ${actual}`)
  }
  terminal.print(`${passed} passed, ${failed} failed`)
}

function variablesOf(given: ParsedOptions[string]): Record<string, string> {
  const pairs = Array.isArray(given) ? (given as readonly string[]) : []
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=')
      if (equals < 1)
        throw new UsageError(`--variable: ${JSON.stringify(pair)} is not accepted; it must be NAME=VALUE`)
      return [pair.slice(0, equals), pair.slice(equals + 1)]
    })
  )
}
