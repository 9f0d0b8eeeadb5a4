import type { KeyObject } from 'node:crypto'
import { generalName, generalSubtree, type Subtree } from './certificate-name'
import { bitString, context, integer, octetString, oid, sequence, truth, type Der } from './der'
import { keyIdentifier } from './issue-certificate'

/** The object identifier of the name constraints (RFC 5280 §4.2.1.10). */
export const NAME_CONSTRAINTS = '2.5.29.30'
const SERVER_AUTHENTICATION = '1.3.6.1.5.5.7.3.1'
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2'

/** What makes a certificate one of an authority (RFC 5280 §4.2.1), which signs certificates of servers with permitted names and nothing else. */
export function authorityExtensions(publicKey: KeyObject, permitted: readonly Subtree[]): Der[] {
  return [
    // An authority, and none below it (§4.2.1.9).
    extension('2.5.29.19', sequence(truth(), integer(Buffer.of(0))), true),
    // keyCertSign and cRLSign, bits 5 and 6 (§4.2.1.3).
    extension('2.5.29.15', bitString(Buffer.of(0b0000_0110), 1), true),
    extension('2.5.29.37', sequence(oid(SERVER_AUTHENTICATION))),
    extension(
      NAME_CONSTRAINTS,
      sequence(context(0, Buffer.concat(permitted.map(generalSubtree)), true)),
      true
    ),
    extension('2.5.29.14', octetString(keyIdentifier(publicKey)))
  ]
}

/** What makes a certificate one of a server with these names. */
export function serverExtensions(
  publicKey: KeyObject,
  authorityKey: KeyObject,
  names: readonly string[]
): Der[] {
  return [
    extension('2.5.29.19', sequence(), true),
    // digitalSignature, bit 0: all that a key on P-256 does in TLS.
    extension('2.5.29.15', bitString(Buffer.of(0b1000_0000), 7), true),
    extension('2.5.29.37', sequence(oid(SERVER_AUTHENTICATION))),
    extension('2.5.29.17', sequence(...names.map(generalName))),
    extension('2.5.29.14', octetString(keyIdentifier(publicKey))),
    extension('2.5.29.35', sequence(context(0, keyIdentifier(authorityKey))))
  ]
}

/** What makes a certificate one of an authority that vouches for clients, and for no other authority. */
export function clientAuthorityExtensions(publicKey: KeyObject): Der[] {
  return [
    extension('2.5.29.19', sequence(truth(), integer(Buffer.of(0))), true),
    extension('2.5.29.15', bitString(Buffer.of(0b0000_0110), 1), true),
    extension('2.5.29.37', sequence(oid(CLIENT_AUTHENTICATION))),
    extension('2.5.29.14', octetString(keyIdentifier(publicKey)))
  ]
}

/** What makes a certificate one of a client; `alternative` is a name beside its subject (§4.2.1.6). */
export function clientExtensions(publicKey: KeyObject, alternative?: Der): Der[] {
  return [
    extension('2.5.29.19', sequence(), true),
    extension('2.5.29.15', bitString(Buffer.of(0b1000_0000), 7), true),
    extension('2.5.29.37', sequence(oid(CLIENT_AUTHENTICATION))),
    ...(alternative ? [extension('2.5.29.17', sequence(alternative))] : []),
    extension('2.5.29.14', octetString(keyIdentifier(publicKey)))
  ]
}

function extension(id: string, value: Der, critical = false): Der {
  return sequence(oid(id), ...(critical ? [truth()] : []), octetString(value))
}
