import { isIP, isIPv4 } from 'node:net'
import { context, sequence, type Der } from './der'

/** Whether a name that a certificate vouches for is an address, in IPv4 or IPv6. */
export const isAddress = (name: string): boolean => isIP(name) !== 0

/** The bytes of an address: four, or sixteen. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number))
  // A URL spells every IPv6 address in groups alone, of which the longest run of zeros is left out.
  const [left = '', right = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const bytesOf = (text: string) =>
    (text === '' ? [] : text.split(':'))
      .map((group) => Number.parseInt(group, 16))
      .flatMap((group) => [group >> 8, group & 0xff])
  const [start, end] = [bytesOf(left), bytesOf(right)]
  return Buffer.from([...start, ...new Array<number>(16 - start.length - end.length).fill(0), ...end])
}

/** A name as a GeneralName (RFC 5280 §4.2.1.6): an address or a DNS name. */
export function generalName(name: string): Der {
  return isAddress(name) ? context(7, addressBytes(name)) : context(2, Buffer.from(name))
}

/** What an authority may vouch for (RFC 5280 §4.2.1.10): a domain with all below it, or an address with the bits of it that count. */
export interface Subtree {
  readonly base: string
  /** Of an address; left out: all. */
  readonly bits?: number
}

/** A subtree as a GeneralSubtree: an address has its mask behind it. */
export function generalSubtree({ base, bits }: Subtree): Der {
  if (!isAddress(base)) return sequence(context(2, Buffer.from(base)))
  const bytes = addressBytes(base)
  return sequence(context(7, Buffer.concat([bytes, maskOf(bytes.length, bits ?? bytes.length * 8)])))
}

function maskOf(length: number, bits: number): Buffer {
  return Buffer.from(
    Array.from({ length }, (_, index) => 0xff & (0xff00 >> Math.min(8, Math.max(0, bits - index * 8))))
  )
}

/** Whether one of the subtrees, as bytes of the certificate, covers a name. */
export function isWithin(name: string, subtree: Buffer): boolean {
  if (!isAddress(name)) {
    const base = subtree.toString('latin1')
    return name === base || name.endsWith(`.${base}`)
  }
  const bytes = addressBytes(name)
  const [base, mask] = [subtree.subarray(0, bytes.length), subtree.subarray(bytes.length)]
  return subtree.length === bytes.length * 2 && bytes.every((byte, at) => (byte & mask[at]!) === base[at])
}
