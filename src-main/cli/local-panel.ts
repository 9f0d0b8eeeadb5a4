import type { ContractRouterClient } from '@orpc/contract'
import { version } from '../../package.json'
import { readConfig, type Config, type GivenOptions } from '../config'
import type { Contract } from '../contract'
import type { Scheduler } from '../ports'
import type { FriendlyServer } from '../server'
import type { OptionDefinitions, ParsedOptions } from './arguments/command'

export type PanelClient = ContractRouterClient<Contract>

/** The options of every command that works on the data: where they are. */
export const FOLDER_OPTIONS = {
  data: { type: 'string', value: 'DIR', help: "the data folder; default: this system's place for it" },
  database: {
    type: 'string',
    value: 'URL',
    help: 'a PostgreSQL database instead of the folder: postgres://…'
  }
} as const satisfies OptionDefinitions

/** What a command gets to work with. */
export interface OpenFolder {
  readonly panel: PanelClient
  readonly server: FriendlyServer
  readonly scheduler: Scheduler
}

/**
 * Opens the data folder, does the work, and closes the folder again, also when the work fails. Throws StoreError `busy` while another
 * instance has it open.
 */
export async function withFolder<Result>(
  options: ParsedOptions,
  work: (folder: OpenFolder) => Promise<Result>
): Promise<Result> {
  const config: Config = readConfig({ options: options as GivenOptions, defaults: { logLevel: 'warn' } })
  // Loaded here, so that help and checks of arguments don't wait for the server's code.
  const [{ createServer }, { createSystem }, { createRouterClient }] = await Promise.all([
    import('../server'),
    import('../system'),
    import('@orpc/server')
  ])
  const system = createSystem(config)
  try {
    const server = await createServer({ ...config, version }, system)
    try {
      // Whoever can open the folder is the person at this machine: an administrator without an account.
      const context = { actor: { kind: 'local' }, capabilities: [] } as const
      return await work({
        server,
        scheduler: system.scheduler,
        panel: createRouterClient(await server.panel(), { context })
      })
    } finally {
      await server.close()
    }
  } finally {
    await system.close()
  }
}
