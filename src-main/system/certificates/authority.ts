import { createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate } from 'node:crypto'
import { hostname } from 'node:os'
import { authorityExtensions, NAME_CONSTRAINTS, serverExtensions } from './x509/certificate-extensions'
import { isAddress, isWithin, type Subtree } from './x509/certificate-name'
import { readDer, type Der } from './x509/der'
import { issueCertificate, nameOf } from './x509/issue-certificate'
import { extensionIn, subjectIn } from './x509/read-certificate'

/** A certificate and its private key, both in PEM. */
export interface KeyedCertificate {
  readonly cert: string
  readonly key: string
}

/** The name that systems list the authority under. */
export const AUTHORITY_NAME = 'Friendly OAuth2 local CA'

const ORGANIZATION = 'Friendly OAuth2 Server'
const DAY = 86_400_000
/** Clocks of containers and virtual machines run behind at times. */
const LEEWAY = 3_600_000
const AUTHORITY_DAYS = 3650
/** Well below the 397 days after which systems refuse the certificate of a server. */
const SERVER_DAYS = 90

/** Names that belong to nobody on the Internet (RFC 6761, RFC 2606, and `internal`, as in host.docker.internal), and the loopback addresses. */
const ALWAYS: readonly Subtree[] = [
  ...['localhost', 'internal', 'test', 'example'].map((base) => ({ base })),
  { base: '127.0.0.0', bits: 8 },
  { base: '::1' }
]

/**
 * A new authority. It can vouch for names of this machine and for those that are given, and for nothing else: whoever steals its key can't
 * pose as another site (RFC 5280 §4.2.1.10).
 */
export function makeAuthority(names: readonly string[], nowMs: number): KeyedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const further = names.filter((name) => !isAlwaysPermitted(name))
  const name = authorityName(nowMs)
  const cert = issueCertificate(
    {
      subject: name,
      issuer: name,
      publicKey,
      from: nowMs - LEEWAY,
      to: nowMs + AUTHORITY_DAYS * DAY,
      extensions: authorityExtensions(publicKey, [...ALWAYS, ...further.map((base) => ({ base }))])
    },
    privateKey
  )
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** A certificate for a server with these names, which `authority` permits. */
export function makeServerCertificate(
  authority: KeyedCertificate,
  names: readonly string[],
  nowMs: number
): KeyedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const authorityKey = createPrivateKey(authority.key)
  const above = new X509Certificate(authority.cert)
  const cert = issueCertificate(
    {
      subject: nameOf({ organization: ORGANIZATION, commonName: names[0]! }),
      issuer: subjectIn(above),
      publicKey,
      from: Math.max(nowMs - LEEWAY, Date.parse(above.validFrom)),
      to: Math.min(nowMs + SERVER_DAYS * DAY, Date.parse(above.validTo)),
      extensions: serverExtensions(publicKey, createPublicKey(authorityKey), names)
    },
    authorityKey
  )
  return { cert, key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
}

/** Tells whether an authority may vouch for a name, by its constraints. */
export function permissionOf(authority: Pick<X509Certificate, 'raw'>): (name: string) => boolean {
  const constraints = extensionIn(authority, NAME_CONSTRAINTS)
  if (!constraints) return () => true
  const [permitted] = readDer(readDer(constraints)[0]!.content)
  const subtrees = readDer(permitted!.content).flatMap(({ content }) => readDer(content))
  return (name) =>
    subtrees.some(({ tag, content }) => tag === (isAddress(name) ? 0x87 : 0x82) && isWithin(name, content))
}

/** Two authorities on one machine must not have one name: systems would take one for the other. */
function authorityName(nowMs: number): Der {
  const unit = `${new Date(nowMs).toISOString().slice(0, 19)} ${hostname()}`
  return nameOf({ organization: ORGANIZATION, unit, commonName: AUTHORITY_NAME })
}

function isAlwaysPermitted(name: string): boolean {
  if (isAddress(name)) return name === '::1' || name.startsWith('127.')
  return ALWAYS.some(({ base }) => name === base || name.endsWith(`.${base}`))
}
