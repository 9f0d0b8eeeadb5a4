import { createHash, randomBytes, sign, type KeyObject } from 'node:crypto'
import { bitString, context, integer, oid, sequence, set, time, utf8String, type Der } from './der'

/** What a certificate says (RFC 5280 §4.1.2). */
export interface CertificateContent {
  /** Names as DER. */
  readonly subject: Der
  readonly issuer: Der
  readonly publicKey: KeyObject
  /** Milliseconds since 1970. */
  readonly from: number
  readonly to: number
  readonly extensions: readonly Der[]
}

export interface DistinguishedName {
  readonly organization: string
  readonly unit?: string
  readonly commonName: string
}

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))
const ATTRIBUTES = { organization: '2.5.4.10', unit: '2.5.4.11', commonName: '2.5.4.3' } as const
/** A common name and a unit have 64 characters at most (RFC 5280 appendix A.1, ub-common-name). */
const LONGEST_ATTRIBUTE = 64

/** A certificate of version 3 in PEM, signed by a key on P-256 (RFC 5480, RFC 5758 §3.2). */
export function issueCertificate(content: CertificateContent, issuerKey: KeyObject): string {
  const { subject, issuer, publicKey, from, to, extensions } = content
  const toBeSigned = sequence(
    context(0, integer(Buffer.of(2)), true),
    // RFC 5280 §4.1.2.2: positive, not zero, 20 bytes at most.
    integer(Buffer.concat([Buffer.of(1), randomBytes(16)])),
    ECDSA_SHA256,
    issuer,
    sequence(time(from), time(to)),
    subject,
    subjectPublicKeyInfo(publicKey),
    context(3, sequence(...extensions), true)
  )
  const signature = sign('sha256', toBeSigned, issuerKey)
  return pemOf(sequence(toBeSigned, ECDSA_SHA256, bitString(signature)))
}

/** The identifier of a key (RFC 7093 §2, method 1): the first 160 bits of the digest of its SubjectPublicKeyInfo's bits. */
export function keyIdentifier(publicKey: KeyObject): Buffer {
  // An uncompressed point on P-256 is the last 65 bytes.
  const point = subjectPublicKeyInfo(publicKey).subarray(-65)
  return createHash('sha256').update(point).digest().subarray(0, 20)
}

function subjectPublicKeyInfo(publicKey: KeyObject): Der {
  return publicKey.export({ type: 'spki', format: 'der' })
}

/** A name as a certificate has it (RFC 5280 §4.1.2.4). */
export function nameOf(name: DistinguishedName): Der {
  const parts = (['organization', 'unit', 'commonName'] as const).flatMap((part) => {
    const value = name[part]
    return value === undefined
      ? []
      : [set(sequence(oid(ATTRIBUTES[part]), utf8String(value.slice(0, LONGEST_ATTRIBUTE))))]
  })
  return sequence(...parts)
}

function pemOf(der: Der): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
