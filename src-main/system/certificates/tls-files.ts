import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { Clock } from '../../ports'

/** A certificate that can't be served, or can't be served for this server. The message names the file and what is wrong with it. */
export class CertificateError extends Error {
  override readonly name = 'CertificateError'
}

/** A certificate and its private key, in PEM, with the files that they came from. */
export interface TlsFiles {
  readonly certFile: string
  /** Left out: they are served as they are, without a look at the files. */
  readonly keyFile?: string
  readonly cert: string
  readonly key: string
}

/** Reads a certificate, with those between it and its authority after it, and its key. Throws CertificateError. */
export function readTlsFiles(certFile: string, keyFile: string, clock: Pick<Clock, 'nowMs'>): TlsFiles {
  const cert = readText(certFile)
  const key = readText(keyFile)
  const certificate = parse(certFile, 'certificate', () => new X509Certificate(cert))
  const privateKey = parse(keyFile, 'private key without a passphrase', () => createPrivateKey(key))
  requireValidNow(certFile, certificate, clock.nowMs())
  requirePair(certFile, keyFile, certificate, privateKey)
  return { certFile, keyFile, cert, key }
}

/** Throws CertificateError when a certificate is not for the host of a URL. */
export function requireCertificateFor(
  url: string,
  { certFile, cert, uncovered }: TlsFiles & { readonly uncovered?: readonly string[] }
): void {
  const host = new URL(url).hostname.replace(/^\[|\]$/g, '')
  const certificate = new X509Certificate(cert)
  const covers = isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)
  if (covers) return
  if (uncovered?.includes(host))
    throw new CertificateError(
      `The local authority was made before the issuer ${url} was, and may not vouch for ${host}. Make a new one on the panel's Server page, or remove the folder of ${certFile}; it must be trusted anew`
    )
  const names = certificate.subjectAltName ?? certificate.subject.replaceAll('\n', ', ')
  throw new CertificateError(
    `${certFile} is a certificate for another host than ${host}, which the issuer ${url} names; it is for ${names}`
  )
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    throw new CertificateError(`${file} can't be read: ${reasonOf(error)}`)
  }
}

function parse<T>(file: string, what: string, read: () => T): T {
  try {
    return read()
  } catch {
    throw new CertificateError(`${file} is no ${what} in PEM`)
  }
}

function requireValidNow(file: string, { validFrom, validTo }: X509Certificate, nowMs: number): void {
  if (Date.parse(validTo) < nowMs)
    throw new CertificateError(`${file} is a certificate that expired on ${day(validTo)}`)
  if (Date.parse(validFrom) > nowMs)
    throw new CertificateError(`${file} is a certificate that is not valid before ${day(validFrom)}`)
}

function requirePair(certFile: string, keyFile: string, cert: X509Certificate, key: KeyObject): void {
  if (cert.checkPrivateKey(key)) return
  throw new CertificateError(`${keyFile} is the key of another certificate than ${certFile}`)
}

function day(date: string): string {
  return new Date(date).toISOString().slice(0, 10)
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file',
    EACCES: 'permission denied',
    EISDIR: 'it is a folder'
  }
  return known[code] ?? (error instanceof Error ? error.message : String(error))
}
