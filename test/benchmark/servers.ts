import { join } from 'node:path'
import { startTarget, type Target } from './target'
import type { TargetName } from './workloads/workload'
import type { World } from './world'

const READY = /ready (\d+)/
let dataFolders = 0

/** Starts a target with what the world gives to all of them, on the first core or on those that are named. */
export function startServer(name: TargetName, world: World, cores?: readonly number[]): Promise<Target> {
  const here = import.meta.dirname
  switch (name) {
    case 'oidc-provider':
      return startTarget({
        script: join(here, 'oidc-provider.js'),
        args: [world.providerFile],
        ready: READY,
        cores
      })
    case 'bare Express':
      return startTarget({ script: join(here, 'bare-express.js'), ready: READY, cores })
    case 'node:http':
      return startTarget({ script: join(here, 'node-http.js'), ready: READY, cores })
    default:
      return startFriendly({
        data: join(world.folder, `data-${dataFolders++}`),
        profile: world.profileFiles[name === 'friendly (power)' ? 'power' : 'process'],
        cores
      })
  }
}

/** Starts ours on a data folder, which may hold something already. */
export function startFriendly({
  data,
  profile,
  cores
}: {
  data: string
  profile?: string
  cores?: readonly number[]
}): Promise<Target> {
  const args = ['serve', '--port', '0', '--data', data, '--issuer', 'http://localhost:9000']
  return startTarget({
    script: join(process.cwd(), 'out/main/cli.js'),
    args: [...args, ...(profile === undefined ? [] : ['--profile', profile]), '--log-level', 'error'],
    ready: /panel http:\/\/localhost:(\d+)/,
    cores
  })
}
