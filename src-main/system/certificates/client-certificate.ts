import { createPrivateKey, createPublicKey, type JsonWebKey } from 'node:crypto'
import type { Clock } from '../../ports'
import { clientExtensions } from './x509/certificate-extensions'
import { issueCertificate, nameOf } from './x509/issue-certificate'

const DAY = 86_400_000
const YEAR = 365 * DAY
const ORGANIZATION = 'Friendly OAuth2 Server playground'

/** A certificate with its private key, both in PEM. */
export interface ClientCertificateFiles {
  readonly cert: string
  readonly key: string
}

/** Makes a certificate that a client vouches for itself with (RFC 8705 §2.2), for a private key on P-256; undefined for any other key. */
export function createIssueClientCertificate({ clock }: { clock: Pick<Clock, 'nowMs'> }) {
  return (jwk: Readonly<Record<string, unknown>>, clientId: string): ClientCertificateFiles | undefined => {
    if (jwk['kty'] !== 'EC' || jwk['crv'] !== 'P-256') return undefined
    const privateKey = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
    const publicKey = createPublicKey(privateKey)
    const name = nameOf({ organization: ORGANIZATION, commonName: clientId })
    const cert = issueCertificate(
      {
        subject: name,
        issuer: name,
        publicKey,
        from: clock.nowMs() - DAY,
        to: clock.nowMs() + YEAR,
        extensions: clientExtensions(publicKey)
      },
      privateKey
    )
    return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  }
}
