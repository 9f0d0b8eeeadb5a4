import { X509Certificate } from 'node:crypto'
import type { Clock } from '../../ports'

/** Whether an authority vouches for a certificate now, over the certificates that were sent with it, in DER. */
export type CertificateTrust = (certificate: X509Certificate, sent: readonly Buffer[]) => boolean

/** Certificates between one and its authority, at most. */
const MAX_BETWEEN = 4
/** Extended key usage: TLS client authentication (RFC 5280 §4.2.1.12). */
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2'

/**
 * The path of RFC 5280 §6 as far as development needs it: signatures, names, validity now, the right to vouch, the usage of the certificate.
 * Revocation lists, name constraints and policies are not looked at.
 */
export function createCertificateTrust({
  authorities,
  clock
}: {
  /** The trusted certificates in PEM; null: none. */
  authorities: () => string | null
  clock: Pick<Clock, 'nowMs'>
}): CertificateTrust {
  let parsed: { pem: string | null; trusted: readonly X509Certificate[] } = { pem: null, trusted: [] }
  const trusted = () => {
    const pem = authorities()
    if (parsed.pem !== pem) parsed = { pem, trusted: parsePem(pem ?? '') }
    return parsed.trusted
  }

  return (certificate, sent) => {
    if (certificate.keyUsage && !certificate.keyUsage.includes(CLIENT_AUTHENTICATION)) return false
    const now = clock.nowMs()
    const above = sent.slice(0, MAX_BETWEEN).flatMap((raw) => parse(raw) ?? [])
    let current = certificate
    for (let steps = 0; steps <= above.length; steps += 1) {
      if (!isValidAt(current, now)) return false
      if (trusted().some((authority) => isValidAt(authority, now) && vouches(authority, current))) return true
      const next = above[steps]
      if (!next || !vouches(next, current)) return false
      current = next
    }
    return false
  }
}

function vouches(authority: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return authority.ca && certificate.checkIssued(authority) && certificate.verify(authority.publicKey)
  } catch {
    return false // A key of a kind that Node can't verify with.
  }
}

function isValidAt({ validFrom, validTo }: X509Certificate, nowMs: number): boolean {
  return Date.parse(validFrom) <= nowMs && nowMs <= Date.parse(validTo)
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function parsePem(pem: string): readonly X509Certificate[] {
  return (pem.match(BLOCK) ?? []).flatMap((block) => parse(block) ?? [])
}

/** Undefined for what is no certificate, which vouches for nobody. */
function parse(certificate: string | Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(certificate)
  } catch {
    return undefined
  }
}
