import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto'
import type { Clock } from '../../ports'
import { clientAuthorityExtensions, clientExtensions } from './x509/certificate-extensions'
import { addressBytes, isAddress } from './x509/certificate-name'
import { context, type Der } from './x509/der'
import { parseDistinguishedName } from './x509/distinguished-name'
import { issueCertificate, nameOf } from './x509/issue-certificate'

const DAY = 86_400_000
const YEARS = 10 * 365 * DAY
const ORGANIZATION = 'Friendly OAuth2 Server playground'

/** By which name in its certificate a client is known (RFC 8705 §2.1.2). */
export interface CertificateNaming {
  readonly name: string
  readonly value: string
}

/** A certificate and that of the authority that vouches for it, both in PEM. */
export interface VouchedCertificate {
  readonly cert: string
  readonly authority: string
}

/**
 * Makes a certificate of a client with that name, for a private key on P-256, and an authority that vouches for this one alone: nobody keeps its key. Throws an Error
 * for another kind of key, or a name that can't stand in a certificate.
 */
export function createVouchForClient({ clock }: { clock: Pick<Clock, 'nowMs'> }) {
  return (jwk: Readonly<Record<string, unknown>>, naming: CertificateNaming): VouchedCertificate => {
    if (jwk['kty'] !== 'EC' || jwk['crv'] !== 'P-256') throw new Error('The key must be one on P-256')
    const publicKey = createPublicKey(createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' }))
    const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const times = { from: clock.nowMs() - DAY, to: clock.nowMs() + YEARS }
    const issuer = nameOf({ organization: ORGANIZATION, commonName: `Vouches for ${naming.value}` })
    const { subject, alternative } = namesOf(naming)
    return {
      cert: issueCertificate(
        { ...times, subject, issuer, publicKey, extensions: clientExtensions(publicKey, alternative) },
        authority.privateKey
      ),
      authority: issueCertificate(
        {
          ...times,
          subject: issuer,
          issuer,
          publicKey: authority.publicKey,
          extensions: clientAuthorityExtensions(authority.publicKey)
        },
        authority.privateKey
      )
    }
  }
}

/** GeneralNames (RFC 5280 §4.2.1.6) by the client's metadata. */
const ALTERNATIVES: Readonly<Record<string, (value: string) => Der>> = {
  tls_client_auth_san_dns: (value) => context(2, Buffer.from(value)),
  tls_client_auth_san_uri: (value) => context(6, Buffer.from(value)),
  tls_client_auth_san_email: (value) => context(1, Buffer.from(value)),
  tls_client_auth_san_ip: (value) => {
    if (isAddress(value)) return context(7, addressBytes(value))
    throw new Error(`${JSON.stringify(value)} is no address in IPv4 or IPv6`)
  }
}

function namesOf({ name, value }: CertificateNaming): { subject: Der; alternative?: Der } {
  const alternative = ALTERNATIVES[name]?.(value)
  if (!alternative) return { subject: parseDistinguishedName(value) }
  return { subject: nameOf({ organization: ORGANIZATION, commonName: value }), alternative }
}
