import type { SafeStorage } from 'electron'
import type { Choices } from './choices'

const MASK = '\u2022'.repeat(4)

/** How the URL of a database, in which a password stands, is kept and shown. */
export interface DatabaseKeeper {
  /** What to keep of it: encrypted where the system has a keyring. */
  seal(url: string): NonNullable<Choices['database']>
  /** Undefined: there is none, or the system's keyring doesn't open it any more. */
  open(kept: Choices['database']): string | undefined
}

export function createDatabaseKeeper(safeStorage: SafeStorage): DatabaseKeeper {
  return {
    seal: (url) =>
      safeStorage.isEncryptionAvailable()
        ? { encrypted: safeStorage.encryptString(url).toString('base64') }
        : { url },
    open(kept) {
      if (!kept) return undefined
      if ('url' in kept) return kept.url
      try {
        return safeStorage.decryptString(Buffer.from(kept.encrypted, 'base64'))
      } catch {
        return undefined
      }
    }
  }
}

/** A URL whose password is hidden. */
export function maskPassword(address: string): string {
  const url = new URL(address)
  if (url.password === '') return address
  url.password = 'x'
  return url.href.replace(/:x@/, `:${MASK}@`)
}

/** Whether a URL came back as it was shown: its password is no password. */
export const isMasked = (address: string) =>
  address.includes(MASK) || address.includes(encodeURIComponent(MASK))
