import { createPublicKey, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIPv4 } from 'node:net'
import {
  bitString,
  context,
  integer,
  octetString,
  oid,
  sequence,
  set,
  time,
  truth,
  utf8String,
  type Der
} from './der'

const TYPES = { CN: '2.5.4.3', C: '2.5.4.6', O: '2.5.4.10', OU: '2.5.4.11' } as const
/** The attributes of a name, in the order of the certificate. */
export type NameParts = readonly (readonly [type: keyof typeof TYPES, value: string])[]

export interface Certificate {
  /** In PEM. */
  readonly cert: string
  readonly key: string
  readonly subject: NameParts
  readonly privateKey: KeyObject
}

export interface CertificateOptions {
  /** Its common name alone, or all of its subject. */
  readonly subject: string | NameParts
  /** Who vouches for it; left out: itself. */
  readonly issuer?: Certificate
  readonly ca?: boolean
  readonly san?: Partial<Record<'dns' | 'uri' | 'ip' | 'email', string>>
  readonly usage?: 'server' | 'client'
  /** Milliseconds since 1970; a day around now by default. */
  readonly from?: number
  readonly to?: number
}

const DAY = 86_400_000
const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'))

/** A certificate (RFC 5280 §4.1) with a fresh key on P-256. */
export function makeCertificate(options: CertificateOptions): Certificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const subject = typeof options.subject === 'string' ? ([['CN', options.subject]] as const) : options.subject
  const { issuer, from = Date.now() - DAY, to = Date.now() + DAY } = options
  const toBeSigned = sequence(
    context(0, integer(Buffer.of(2)), true),
    integer(Buffer.concat([Buffer.of(1), randomBytes(8)])),
    ECDSA_SHA256,
    nameOf(issuer?.subject ?? subject),
    sequence(time(from), time(to)),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    context(3, sequence(...extensionsOf(options)), true)
  )
  const signature = sign('sha256', toBeSigned, issuer?.privateKey ?? privateKey)
  const der = sequence(toBeSigned, ECDSA_SHA256, bitString(signature))
  return {
    cert: pem(der),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    subject,
    privateKey
  }
}

/** The public key of a certificate, as its client registers it. */
export function publicJwkOf({ privateKey }: Certificate) {
  return createPublicKey(privateKey).export({ format: 'jwk' })
}

function nameOf(parts: NameParts): Der {
  return sequence(...parts.map(([type, value]) => set(sequence(oid(TYPES[type]), utf8String(value)))))
}

function extensionsOf({ ca = false, san, usage }: CertificateOptions): Der[] {
  const extensions: Der[] = []
  if (ca) extensions.push(sequence(oid('2.5.29.19'), truth(), octetString(sequence(truth()))))
  else extensions.push(sequence(oid('2.5.29.19'), truth(), octetString(sequence())))
  if (san) extensions.push(sequence(oid('2.5.29.17'), octetString(sequence(...namesOf(san)))))
  if (usage) {
    const id = oid(usage === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2')
    extensions.push(sequence(oid('2.5.29.37'), octetString(sequence(id))))
  }
  return extensions
}

/** RFC 5280 §4.2.1.6 */
function namesOf({ email, dns, uri, ip }: NonNullable<CertificateOptions['san']>): Der[] {
  return [
    ...(email === undefined ? [] : [context(1, Buffer.from(email))]),
    ...(dns === undefined ? [] : [context(2, Buffer.from(dns))]),
    ...(uri === undefined ? [] : [context(6, Buffer.from(uri))]),
    ...(ip === undefined ? [] : [context(7, addressBytes(ip))])
  ]
}

/** Of IPv6, the loopback address is enough here. */
function addressBytes(ip: string): Buffer {
  if (isIPv4(ip)) return Buffer.from(ip.split('.').map(Number))
  return Buffer.concat([Buffer.alloc(15), Buffer.of(1)])
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}
