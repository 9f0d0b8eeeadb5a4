import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import type { KeyedCertificate } from './authority'
import { writePrivate } from './private-file'

/** Where a certificate and its key stand. */
export interface PairFiles {
  readonly cert: string
  readonly key: string
}

/** A certificate that waits for its key to be in place. */
const waiting = (cert: string): string => `${cert}.next`

/** Writes both so that a kill at any moment leaves a pair: the old one, or the new one, whose certificate may still wait beside its place. */
export function writePair(files: PairFiles, { cert, key }: KeyedCertificate): void {
  writePrivate(waiting(files.cert), cert)
  writePrivate(files.key, key)
  renameSync(waiting(files.cert), files.cert)
}

/** Puts in its place the certificate of a pair that a kill left waiting. */
export function settlePair(files: PairFiles, pair: KeyedCertificate): void {
  if (isUnsettled(files, pair)) renameSync(waiting(files.cert), files.cert)
}

/** Whether the certificate of a pair waits beside its place. */
export function isUnsettled(files: PairFiles, { cert }: KeyedCertificate): boolean {
  const next = waiting(files.cert)
  try {
    return readFileSync(next, 'utf8') === cert
  } catch {
    // It was put in its place by whoever made it, or there is none.
    return false
  }
}

/** The pair that stands; undefined: there is none. Throws an Error that says why it can't be used. It changes nothing. */
export function readPair(files: PairFiles): KeyedCertificate | undefined {
  const places = [files.cert, waiting(files.cert)].filter((place) => existsSync(place))
  // A key alone is what a kill leaves of the very first pair, and what waits without one never was in force.
  if (places.length === 0 || (!existsSync(files.cert) && !existsSync(files.key))) return undefined
  const key = readFileSync(files.key, 'utf8')
  const privateKey = createPrivateKey(key)
  for (const place of places) {
    const cert = readFileSync(place, 'utf8')
    if (new X509Certificate(cert).checkPrivateKey(privateKey)) return { cert, key }
  }
  throw new Error(`${files.key} is the key of another certificate`)
}
