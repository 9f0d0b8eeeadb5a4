import type { Finding } from '../../contract'
import type { Machine } from '../../ports'
import { found, isLoopback, type Situation } from './situation'

/** From where the issuer is reached: a container's localhost is the container itself. */
export function checkContainers({ host, port, issuer }: Situation, machine: Machine): Finding[] {
  const named = new URL(issuer).hostname
  const listensOnLoopback = isLoopback(host)
  if (machine.isContainer() && listensOnLoopback) return [found('container_closed', { host })]
  if (isLoopback(named)) return [found('container_apart', { issuer, port })]
  if (listensOnLoopback) return [found('container_unheard', { issuer, named, host })]
  return [found('container_reached', { issuer, named })]
}
