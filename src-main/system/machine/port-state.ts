import { createServer } from 'node:net'
import type { PortState } from '../../ports'
import { findPortHolder } from '../addresses/port-holder'

/** Listens for a moment, as the server would: `localhost` stands for both loopback addresses. */
export async function portState(host: string, port: number): Promise<PortState> {
  for (const address of host === 'localhost' ? ['127.0.0.1', '::1'] : [host]) {
    const code = await tryListening(address, port)
    if (code === 'EADDRINUSE') return { kind: 'taken', holder: await findPortHolder(port) }
    // A machine without IPv6 has no ::1, and does without.
    if (code !== undefined && !(host === 'localhost' && address === '::1'))
      return { kind: 'refused', reason: REASONS[code] ?? code }
  }
  return { kind: 'free' }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'the system lets administrators alone have it',
  EADDRNOTAVAIL: 'this machine has no such address',
  ENOTFOUND: 'no such name is known here'
}

/** The code of what stood in the way; undefined: nothing did. */
function tryListening(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}
