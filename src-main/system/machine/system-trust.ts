import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import * as tls from 'node:tls'

/** Where Linux systems keep all that they trust in one file: Debian and Ubuntu, Fedora, openSUSE, Alpine and Arch. */
const BUNDLES = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem'
]

/** Whether this system trusts an authority. Before Node 22.15 only Linux tells, since it keeps a file. */
export function trusts(authority: string): boolean | undefined {
  const { fingerprint256, raw } = new X509Certificate(authority)
  const known = trustedHere()
  if (known) return known.some((pem) => fingerprintOf(pem) === fingerprint256)
  const body = raw.toString('base64')
  const bundles = BUNDLES.flatMap((file) => readOptional(file) ?? [])
  return bundles.length > 0 ? bundles.some((text) => text.replace(/\s/g, '').includes(body)) : undefined
}

/** What the system and NODE_EXTRA_CA_CERTS name, where this Node tells of it. */
function trustedHere(): readonly string[] | undefined {
  const { getCACertificates } = tls as { getCACertificates?: (type: 'system' | 'extra') => string[] }
  return getCACertificates && [...getCACertificates('system'), ...getCACertificates('extra')]
}

function fingerprintOf(pem: string): string | undefined {
  try {
    return new X509Certificate(pem).fingerprint256
  } catch {
    return undefined
  }
}

function readOptional(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
