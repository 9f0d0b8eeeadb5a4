import { X509Certificate } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { LocalCertificate } from './local-certificates'
import type { TlsFiles } from './tls-files'

/** What a certificate says of itself. */
export interface CertificateFacts {
  /** Files of somebody's own, or the local authority. */
  readonly source: 'files' | 'local'
  readonly file: string
  readonly names: string
  readonly issuer: string
  /** Milliseconds since 1970. */
  readonly validTo: number
  /** Names that were wanted and that the local authority may not vouch for. */
  readonly uncovered: string[]
  /** The local authority, which clients are to trust. */
  readonly authority?: AuthorityFacts
}

export interface AuthorityFacts {
  readonly pem: string
  /** Its SHA-256 digest, in pairs of digits with colons between them. */
  readonly fingerprint: string
  /** Milliseconds since 1970. */
  readonly validTo: number
}

/** Reads what a person wants to know of the certificate that is served. */
export function readCertificateFacts(served: TlsFiles | LocalCertificate): CertificateFacts {
  const certificate = new X509Certificate(served.cert)
  const isLocal = 'authority' in served
  return {
    source: isLocal ? 'local' : 'files',
    file: served.certFile,
    names: namesOf(certificate),
    issuer: oneLine(certificate.issuer),
    validTo: Date.parse(certificate.validTo),
    uncovered: isLocal ? [...served.uncovered] : [],
    ...(isLocal && { authority: readAuthorityFacts(served.authority) })
  }
}

function readAuthorityFacts(pem: string): AuthorityFacts {
  const { fingerprint256, validTo } = new X509Certificate(pem)
  return { pem, fingerprint: fingerprint256, validTo: Date.parse(validTo) }
}

function namesOf({ subjectAltName, subject }: X509Certificate): string {
  if (subjectAltName === undefined) return oneLine(subject)
  const names = subjectAltName.split(', ').map((name) => name.replace(/^(DNS|IP Address):/, ''))
  return names.map((name) => (isIPv6(name) ? shortened(name) : name)).join(', ')
}

/** `::1` as people write it, where Node spells out every group. */
function shortened(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}

function oneLine(name: string): string {
  return name.split('\n').join(', ')
}
