import { BlockList, isIPv6 } from 'node:net'

const PRIVATE = new BlockList()

// The special-purpose registries of RFC 6890 as far as they are not public: this host, private, shared, loopback, link-local,
// protocol assignments, documentation, benchmarking, multicast, reserved.
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3]
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv4')

// Everything but 2000::/3 is not global; of that, documentation and the two that carry an IPv4 address (6to4, Teredo).
for (const [network, prefix] of [
  ['::', 3],
  ['4000::', 2],
  ['8000::', 1],
  ['2001:db8::', 32],
  ['2001::', 32],
  ['2002::', 16],
  ['3fff::', 20]
] as const)
  PRIVATE.addSubnet(network, prefix, 'ipv6')

/** Whether an IP address lies on this machine or in a network that is not the public one. */
export function isPrivateAddress(address: string): boolean {
  const [withoutZone = ''] = address.split('%')
  return PRIVATE.check(withoutZone, isIPv6(withoutZone) ? 'ipv6' : 'ipv4')
}
