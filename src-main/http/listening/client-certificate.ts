import { createHash, X509Certificate } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { TLSSocket, type DetailedPeerCertificate } from 'node:tls'
import type { Settings } from '../../model'
import type { ClientCertificate, Clock } from '../../ports'
import { createCertificateTrust, type CertificateTrust } from './certificate-trust'
import { subjectAlternativeNames, subjectOf } from './certificate-names'

/** The certificate that the client of a connection showed, where the connection is one of TLS and it showed one. */
export type ClientCertificateOf = (request: IncomingMessage) => ClientCertificate | undefined

/** Certificates are read once for each connection; whether they are trusted is asked when somebody wants to know, by the settings of then. */
export function createClientCertificateOf({
  settings,
  clock
}: {
  settings: () => Settings
  clock: Pick<Clock, 'nowMs'>
}): ClientCertificateOf {
  const trust = createCertificateTrust({ authorities: () => settings().https.client_ca, clock })
  const known = new WeakMap<TLSSocket, ClientCertificate | 'none'>()
  return ({ socket }) => {
    if (!(socket instanceof TLSSocket)) return undefined
    const certificate = known.get(socket) ?? read(socket, trust) ?? 'none'
    known.set(socket, certificate)
    return certificate === 'none' ? undefined : certificate
  }
}

function read(socket: TLSSocket, trust: CertificateTrust): ClientCertificate | undefined {
  // The one call that tells of the certificates in between too; Node forgets them once another one was made.
  const shown = socket.getPeerCertificate(true)
  if (!Buffer.isBuffer(shown.raw)) return undefined
  const certificate = new X509Certificate(shown.raw)
  const sent = sentWith(shown)
  return {
    // RFC 8705 §3.1
    thumbprint: createHash('sha256').update(certificate.raw).digest('base64url'),
    get trusted() {
      return trust(certificate, sent)
    },
    subjectDn: subjectOf(certificate),
    san: subjectAlternativeNames(certificate.subjectAltName),
    publicJwk: publicJwkOf(certificate)
  }
}

/** The certificates that came along, from the one above the client's own up, in DER. */
function sentWith(shown: DetailedPeerCertificate): readonly Buffer[] {
  const sent: Buffer[] = []
  let current = shown
  // The topmost one names itself.
  while (current.issuerCertificate && current.issuerCertificate !== current) {
    current = current.issuerCertificate
    if (sent.some((raw) => raw.equals(current.raw))) break
    sent.push(current.raw)
  }
  return sent
}

function publicJwkOf({ publicKey }: X509Certificate): ClientCertificate['publicJwk'] {
  try {
    return { ...publicKey.export({ format: 'jwk' }) }
  } catch {
    return {} // A kind of key that JWK has no name for, such as DSA: equal to no registered one.
  }
}
