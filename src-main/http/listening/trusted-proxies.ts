import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'
import type { Settings } from '../../model'
import type { Gate } from '../gates'

/** Where the requests came from that a server in between passed on and that it is believed about. */
const told = new WeakMap<IncomingMessage, string>()

/** The address of a client: of whoever connected, or of whom a server in between names that the settings trust. */
export function clientAddress(request: IncomingMessage): string {
  return told.get(request) ?? request.socket.remoteAddress ?? ''
}

/** Whether the settings trust who passed a request on. */
export function isFromTrustedProxy(request: IncomingMessage): boolean {
  return told.has(request)
}

/**
 * Believes what servers in between say whose addresses the settings name: from where a request came, and under which name. From everybody else
 * these headers mean nothing.
 */
export function createTrustedProxies({ settings }: { settings: () => Pick<Settings, 'https'> }): Gate {
  let known = { named: [] as readonly string[], proxies: new BlockList() }
  return (request) => {
    const named = settings().https.trusted_proxies
    if (named.length === 0) return false
    if (known.named !== named) known = { named, proxies: listOf(named) }
    const { remoteAddress } = request.socket
    if (remoteAddress !== undefined && holds(known.proxies, remoteAddress))
      believe(request, remoteAddress, known.proxies)
    return false
  }
}

function believe(request: IncomingMessage, proxy: string, proxies: BlockList): void {
  told.set(request, originOf(entriesOf(request, 'x-forwarded-for'), proxies) ?? proxy)
  // Each server adds to what it was sent, so that the last entry is the one of the server that is trusted.
  const host = entriesOf(request, 'x-forwarded-host').at(-1)
  if (host) request.headers.host = host
}

/** The last address on the way that is no trusted server's own: what stands before it may be made up by whoever has it. */
function originOf(way: readonly string[], proxies: BlockList): string | undefined {
  let origin: string | undefined
  for (const entry of [...way].reverse()) {
    const address = bareAddress(entry)
    if (address === undefined) return origin
    origin = address
    if (!holds(proxies, address)) return origin
  }
  return origin
}

/** Some write a port behind the address, and brackets around it. */
function bareAddress(entry: string): string | undefined {
  const address = /^\[(.+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(entry)
  const bare = address?.[1] ?? address?.[2] ?? entry
  return isIP(bare) === 0 ? undefined : bare
}

function entriesOf({ headers }: IncomingMessage, name: string): string[] {
  const said = headers[name]
  return [said ?? []]
    .flat()
    .join()
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

function listOf(named: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of named) {
    const [address = '', prefix] = entry.split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return list
}

function holds(list: BlockList, address: string): boolean {
  // The interface of a link-local address (RFC 4007 §11) is no part of it.
  const [bare = ''] = address.split('%')
  return list.check(bare, familyOf(bare))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4'
}
