import { X509Certificate } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '../../ports'
import { CertificateError, type TlsFiles } from './tls-files'
import { makeAuthority, makeServerCertificate, permissionOf, type KeyedCertificate } from './authority'
import { isAddress } from './x509/certificate-name'
import { isUnsettled, readPair, settlePair, writePair } from './pair-files'
import { whileAlone } from './while-alone'

/** A certificate of this server with the authority of this machine that vouches for it. */
export interface LocalCertificate extends TlsFiles {
  /** The authority's certificate in PEM: what clients are to trust. */
  readonly authority: string
  /** Names that were wanted and that the authority may not vouch for. */
  readonly uncovered: readonly string[]
}

/** The local authority and the certificate that it gave this server. */
export interface LocalCertificates {
  /** The certificate for these names; made where there is none, it ends soon, or it lacks a name. Throws CertificateError. */
  current(names: readonly string[]): LocalCertificate
  /** A new certificate of the same authority, whatever the present one is worth. */
  renew(names: readonly string[]): LocalCertificate
  /** A new authority, which must be trusted anew, and a certificate of it. */
  replaceAuthority(names: readonly string[]): LocalCertificate
  /** What is kept, whether it is fit for these names or not; undefined: none was made yet. Throws CertificateError. */
  kept(names: readonly string[]): LocalCertificate | undefined
}

const DAY = 86_400_000
/** A certificate is renewed when less than this is left of it, half of its life. */
const RENEWAL = 45 * DAY

interface Kept {
  authority: KeyedCertificate
  served: KeyedCertificate
}

/** Keeps them in a folder for its owner's eyes alone; without one, in memory for as long as the process lives. */
export function createLocalCertificates({
  folder,
  clock
}: {
  folder?: string
  clock: Pick<Clock, 'nowMs'>
}): LocalCertificates {
  const files = folder === undefined ? undefined : filesIn(folder)
  let kept: Partial<Kept> = {}

  const alone = <Result>(work: () => Result) => (folder === undefined ? work() : whileAlone(folder, work))

  /** What is kept, or made and kept. An authority that has ended vouches for nobody, so a new one follows it. */
  function authorityFor(names: readonly string[]): KeyedCertificate {
    kept.authority = presentAuthority()
    if (files && kept.authority && isUnsettled(files.authority, kept.authority)) alone(settle)
    // Another server may have been quicker.
    return alive(kept.authority) ?? alone(() => alive(presentAuthority()) ?? newAuthority(names))
  }

  /** Whoever is just making it settles it too, so that it is read again once nobody else is at it. */
  function settle(): void {
    kept.authority = presentAuthority()
    if (files && kept.authority) settlePair(files.authority, kept.authority)
  }

  /** Another server that shares the folder may have replaced it, and people trust what stands there. */
  function presentAuthority(): KeyedCertificate | undefined {
    try {
      return (files && readAuthority(files)) ?? kept.authority
    } catch (error) {
      if (kept.authority) return kept.authority
      throw error
    }
  }

  function alive(authority: KeyedCertificate | undefined): KeyedCertificate | undefined {
    return authority && endOf(authority) > clock.nowMs() ? authority : undefined
  }

  function newAuthority(names: readonly string[]): KeyedCertificate {
    const authority = makeAuthority(names, clock.nowMs())
    if (files) writePair(files.authority, authority)
    kept = { authority }
    return authority
  }

  function make(authority: KeyedCertificate, names: readonly string[]): KeyedCertificate {
    const served = makeServerCertificate(authority, names, clock.nowMs())
    if (files) alone(() => writePair(files.served, served))
    kept.served = served
    return served
  }

  function certificateOf(wanted: readonly string[], isFit: (served: KeyedCertificate) => boolean) {
    const authority = authorityFor(wanted)
    const names = wanted.filter(permissionOf(new X509Certificate(authority.cert)))
    const isGood = (served: KeyedCertificate | undefined) =>
      served && isFit(served) && isOf(authority, served) && hasNames(served, names)
    // One of its own first: another server's may lack names the next time.
    kept.served = [kept.served, files && readServed(files)].find(isGood)
    return described(authority, kept.served ?? make(authority, names), wanted)
  }

  function described(
    authority: KeyedCertificate,
    served: KeyedCertificate,
    wanted: readonly string[]
  ): LocalCertificate {
    const may = permissionOf(new X509Certificate(authority.cert))
    return {
      ...served,
      certFile: files?.served.cert ?? 'the local certificate',
      authority: authority.cert,
      uncovered: wanted.filter((name) => !may(name))
    }
  }

  return {
    current(names) {
      // No certificate outlives its authority, so in the authority's last days a new one would end no later.
      const end = endOf(authorityFor(names))
      return certificateOf(names, (served) => endOf(served) >= Math.min(clock.nowMs() + RENEWAL, end))
    },
    renew: (names) => certificateOf(names, () => false),
    replaceAuthority(names) {
      alone(() => newAuthority(names))
      return certificateOf(names, () => false)
    },
    kept(names) {
      const authority = kept.authority ?? (files && readAuthority(files))
      const served = kept.served ?? (files && readServed(files))
      return authority && served && described(authority, served, names)
    }
  }
}

type Files = ReturnType<typeof filesIn>

/** Where everything stands in the folder. */
function filesIn(folder: string) {
  return {
    authority: { cert: join(folder, 'authority.pem'), key: join(folder, 'authority.key') },
    served: { cert: join(folder, 'server.pem'), key: join(folder, 'server.key') }
  }
}

/** Throws CertificateError for one that can't be used: people trust it, so it is never replaced unasked. */
function readAuthority({ authority }: Files): KeyedCertificate | undefined {
  try {
    return readPair(authority)
  } catch (cause) {
    throw unusable(authority.cert, cause instanceof Error ? cause.message : String(cause))
  }
}

/** A certificate of the server is quickly made again, so one that can't be used is none. */
function readServed({ served }: Files): KeyedCertificate | undefined {
  try {
    return readPair(served)
  } catch {
    return undefined
  }
}

function unusable(file: string, why: string): CertificateError {
  return new CertificateError(
    `${file} can't be used as the local certificate authority: ${why}. Remove it and its key to have a new one made, which must be trusted anew`
  )
}

const endOf = ({ cert }: KeyedCertificate): number => Date.parse(new X509Certificate(cert).validTo)

function isOf(authority: KeyedCertificate, { cert }: KeyedCertificate): boolean {
  const above = new X509Certificate(authority.cert)
  const certificate = new X509Certificate(cert)
  return certificate.checkIssued(above) && certificate.verify(above.publicKey)
}

function hasNames({ cert }: KeyedCertificate, names: readonly string[]): boolean {
  const certificate = new X509Certificate(cert)
  const isFor = (name: string) => (isAddress(name) ? certificate.checkIP(name) : certificate.checkHost(name))
  return names.every((name) => isFor(name) !== undefined)
}
