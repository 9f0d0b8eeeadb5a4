import { displayNameOf, type ShownClient } from '../../../../src-main/contract'

const LISTS = ['redirect_uris', 'post_logout_redirect_uris'] as const
const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

/** A registered address that names the server's own port on this machine, before and after the move. */
export interface MovedAddress {
  readonly client: string
  readonly before: string
  readonly after: string
}

/** What would be saved of a client whose addresses move along. */
export interface MovedClient {
  readonly client_id: string
  readonly changes: Partial<Pick<ShownClient, (typeof LISTS)[number]>>
  readonly addresses: readonly MovedAddress[]
}

/** The clients with addresses on this machine at the old port, each with them at the new one. */
export function movedClients(clients: readonly ShownClient[], from: number, to: number): MovedClient[] {
  return clients.flatMap((client) => {
    const addresses: MovedAddress[] = []
    const changes: MovedClient['changes'] = {}
    for (const list of LISTS) {
      const before = client[list] ?? []
      const after = before.map((address) => movedAddress(address, from, to))
      const moved = before.flatMap((address, index) =>
        after[index] === address
          ? []
          : [{ client: displayNameOf(client), before: address, after: after[index]! }]
      )
      if (moved.length) changes[list] = after
      addresses.push(...moved)
    }
    return addresses.length ? [{ client_id: client.client_id, changes, addresses }] : []
  })
}

/** The address with the new port where it names the old one on this machine, else as it is; nothing else of its spelling changes. */
export function movedAddress(address: string, from: number, to: number): string {
  const url = URL.parse(address)
  if (!url || !LOOPBACK.test(url.hostname) || url.port !== String(from)) return address
  return address.replace(/^([a-z][a-z\d+.-]*:\/\/(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:]*)):\d+/i, `$1:${to}`)
}
