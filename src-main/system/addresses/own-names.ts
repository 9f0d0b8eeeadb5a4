import { hostname, networkInterfaces } from 'node:os'

/** The names under which a server is reached that listens on `host`: for every address at once, all that this machine has. */
function ownNamesOf(host: string): string[] {
  const loopback = ['localhost', '127.0.0.1', '[::1]']
  if (host === 'localhost') return loopback
  if (host !== '0.0.0.0' && host !== '::') return [...loopback, authorityOf(host)]
  const addresses = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).map(({ address }) => address)
  )
  return [...new Set([...loopback, hostname(), ...addresses.map(authorityOf)])]
}

/** The names that a certificate of this machine is for: loopback, what the issuer and the listener name, and what else somebody wants. */
export function certificateNamesOf(issuer: string, host: string, further: readonly string[]): string[] {
  const isEverything = host === '0.0.0.0' || host === '::'
  const issuerHost = new URL(issuer).hostname.replace(/^\[|\]$/g, '')
  return [
    ...new Set(['localhost', '127.0.0.1', '::1', issuerHost, ...(isEverything ? [] : [host]), ...further])
  ]
}

/** A host as it stands in a URL: an IPv6 address in brackets. */
export function authorityOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** The names that the server answers to; looked up again only when the issuer or the names of its certificate change. */
export function createOwnHosts(
  host: string,
  issuer: () => string,
  further: () => readonly string[]
): () => readonly string[] {
  const names = ownNamesOf(host)
  let known = { issuer: '', further: [] as readonly string[], hosts: names }
  return () => {
    const [current, more] = [issuer(), further()]
    if (known.issuer !== current || known.further !== more) {
      const hosts = [...new Set([...names, new URL(current).hostname, ...more.map(authorityOf)])]
      known = { issuer: current, further: more, hosts }
    }
    return known.hosts
  }
}

/** A host that a browser can open: every address at once is none. */
export function reachable(host: string): string {
  return host === '0.0.0.0' || host === '::' ? 'localhost' : host
}
