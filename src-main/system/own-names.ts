import { hostname, networkInterfaces } from 'node:os'

/** The names under which a server is reached that listens on `host`: for every address at once, all that this machine has. */
export function ownNamesOf(host: string): string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]']
  if (host === 'localhost') return loopback
  if (host !== '0.0.0.0' && host !== '::') return [...loopback, authorityOf(host)]
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address)
  )
  return [...new Set([...loopback, hostname(), ...addresses.map(authorityOf)])]
}

/** A host as it stands in a URL: an IPv6 address in brackets. */
export function authorityOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
