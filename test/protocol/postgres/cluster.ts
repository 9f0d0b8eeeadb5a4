import { patchSettings, type ProfileInput } from '../../../src-main/model'
import { createServer, type FriendlyServer } from '../../../src-main/server'
import { createSystem } from '../../../src-main/system'
import { createTestClock } from '../../support/clock'
import { findFreePort } from '../../support/free-port'
import { startRoundRobin } from '../../support/round-robin'
import type { TestServer } from '../../support/start-server'
import { wholeProfile } from '../../support/whole-profile'

/** Servers on one database behind a load balancer. */
export interface Cluster {
  readonly servers: readonly FriendlyServer[]
  /** What a client sees of them: one server at the balancer's address. Its parts are those of the first. */
  readonly whole: TestServer
  /** The addresses of the servers themselves. */
  readonly addresses: readonly string[]
  /** How many requests each server got from the balancer. */
  readonly counts: readonly number[]
  close(): Promise<void>
}

/** On Linux every address that begins with 127 is this machine: three of them stand for three machines with one port. */
const HOSTS = ['127.0.0.1', '127.0.0.2', '127.0.0.3']

/** Starts three servers at once on an empty database, each with the same profile. */
export async function startCluster(
  database: string,
  profile: Omit<ProfileInput, 'version'>
): Promise<Cluster> {
  const clock = createTestClock(Date.now())
  const logged: string[] = []
  const system = createSystem({
    clock,
    logLevel: 'warn',
    logFormat: 'json',
    writeLog: (line) => void logged.push(line)
  })
  const port = await findFreePort()
  const balancer = await startRoundRobin(() => HOSTS.map((host) => ({ host, port })))
  const address = `http://localhost:${balancer.port}`
  const make = (host: string) =>
    createServer(
      {
        port,
        host,
        issuer: address,
        database,
        panel: true,
        defaultDurability: 'process',
        version: '0.0.0-test',
        profile: wholeProfile(profile)
      },
      system
    )
  const servers = await Promise.all(HOSTS.map(make))
  const [first] = servers as [FriendlyServer]
  for (const { status, failure } of await Promise.all(servers.map((server) => server.start())))
    if (status !== 'running') throw new Error(`A server of the cluster did not start: ${failure?.message}`)

  async function close(): Promise<void> {
    await balancer.close()
    await Promise.all(servers.map((server) => server.close()))
    await system.close()
  }

  return {
    servers,
    addresses: HOSTS.map((host) => `http://${host}:${port}`),
    counts: balancer.counts,
    close,
    whole: {
      ...first,
      panel: await first.panel(),
      address,
      port: balancer.port,
      clock,
      system,
      logged,
      async change(patch) {
        await first.store.settings.update((current) => patchSettings(current, patch))
      },
      close
    }
  }
}
