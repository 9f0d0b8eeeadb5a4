import type { Clock, Log, Scheduler } from '../../ports'
import { readCertificateFacts, type CertificateFacts } from './certificate-facts'
import type { LocalCertificate, LocalCertificates } from './local-certificates'
import { readTlsFiles, type TlsFiles } from './tls-files'

/** The certificate that a server serves, kept fresh while it does. */
export interface CertificateKeeper {
  /** As it is now, made where it must be. Throws CertificateError. */
  take(): TlsFiles | LocalCertificate
  /** What was taken last; undefined: nothing yet. */
  taken(): TlsFiles | undefined
  /** What there is to know of it. */
  facts(): CertificateFacts | undefined
  /** Looks regularly from now on, and hands over each certificate that follows; returns how to stop that. */
  follow(apply: (tls: TlsFiles) => void): () => void
  /** Looks now: for files that changed, a certificate that ends, a name that is new. */
  look(): void
  /** A new certificate of the local authority, or a new authority; false: the certificate is somebody's own. */
  renew(what: 'certificate' | 'authority'): boolean
}

/** From so many milliseconds before its end on, people are told. */
export const EXPIRY_WARNING = 30 * 86_400_000
const BETWEEN_LOOKS = 10 * 60_000
const BETWEEN_WARNINGS = 86_400_000

export interface KeeperDependencies {
  /** Files of somebody's own, which stand before the local authority. */
  readonly own?: TlsFiles | undefined
  readonly local: LocalCertificates
  /** The names that the local certificate is for. */
  readonly names: () => readonly string[]
  readonly clock: Pick<Clock, 'nowMs'>
  readonly log: Pick<Log, 'info' | 'warn' | 'error'>
  readonly scheduler: Scheduler
}

export function createCertificateKeeper(dependencies: KeeperDependencies): CertificateKeeper {
  const { local, names, clock, log, scheduler } = dependencies
  let { own } = dependencies
  let taken: TlsFiles | LocalCertificate | undefined
  let applyNext: (tls: TlsFiles) => void = () => undefined
  let problem: string | undefined
  const warnOfEnd = createExpiryWarning(clock, log)

  function take(): TlsFiles | LocalCertificate {
    if (own?.keyFile !== undefined) own = readTlsFiles(own.certFile, own.keyFile, clock)
    return hold(own ?? local.current(names()))
  }

  function hold(next: TlsFiles | LocalCertificate): TlsFiles | LocalCertificate {
    const isNew = taken !== undefined && taken.cert !== next.cert
    taken = next
    if (isNew) {
      applyNext(next)
      log.info('A new certificate is served', { file: next.certFile })
    }
    warnOfEnd(readCertificateFacts(next))
    return next
  }

  /** Whatever is wrong with the next certificate, the present one is served on. */
  function look(): void {
    try {
      take()
      problem = undefined
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== problem)
        log.error('The next certificate can not be served; the present one stays', { reason })
      problem = reason
    }
  }

  return {
    take,
    look,
    taken: () => taken,
    facts: () => taken && readCertificateFacts(taken),
    follow(apply) {
      applyNext = apply
      let callOff = scheduler.after(BETWEEN_LOOKS, function again() {
        callOff = scheduler.after(BETWEEN_LOOKS, again)
        look()
      })
      return () => {
        callOff()
        applyNext = () => undefined
      }
    },
    renew(what) {
      if (own) return false
      hold(what === 'authority' ? local.replaceAuthority(names()) : local.renew(names()))
      return true
    }
  }
}

/** Tells of a certificate, or an authority, that ends within 30 days: once a day. */
function createExpiryWarning({ nowMs }: Pick<Clock, 'nowMs'>, log: Pick<Log, 'warn'>) {
  const told = new Map<string, number>()
  return ({ file, validTo, authority }: CertificateFacts) => {
    const ends = [
      { what: 'The certificate ends soon', validTo },
      ...(authority ? [{ what: 'The local authority ends soon', validTo: authority.validTo }] : [])
    ]
    for (const { what, validTo: end } of ends) {
      const isTold = nowMs() < (told.get(what) ?? -Infinity) + BETWEEN_WARNINGS
      if (end - nowMs() > EXPIRY_WARNING || isTold) continue
      told.set(what, nowMs())
      log.warn(what, { file, until: new Date(end).toISOString().slice(0, 10) })
    }
  }
}
