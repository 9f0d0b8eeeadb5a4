import { X509Certificate } from 'node:crypto'
import type { TlsFiles } from './tls-files'

/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly file: string
  readonly names: string
  readonly issuer: string
  /** Milliseconds since 1970. */
  readonly validTo: number
}

/** Reads what a person wants to know of the certificate that is served. */
export function readCertificateFacts({ certFile, cert }: TlsFiles): CertificateFacts {
  const certificate = new X509Certificate(cert)
  return {
    file: certFile,
    names: (certificate.subjectAltName ?? oneLine(certificate.subject)).replaceAll(/(DNS|IP Address):/g, ''),
    issuer: oneLine(certificate.issuer),
    validTo: Date.parse(certificate.validTo)
  }
}

function oneLine(name: string): string {
  return name.split('\n').join(', ')
}
