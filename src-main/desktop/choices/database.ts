import type { SafeStorage } from 'electron'
import { parseDatabase } from '../../config'
import type { Choices } from './choices'

const MASK = '\u2022'.repeat(4)

/** How the URL of a database, in which a password stands, is kept and shown. */
export interface DatabaseKeeper {
  /** What to keep of it: encrypted where the system has a keyring. */
  seal(url: string): NonNullable<Choices['database']>
  /** Undefined: there is none, or it can't be read: the system's keyring doesn't open it any more, or somebody has edited it. */
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
      try {
        const url =
          'url' in kept ? kept.url : safeStorage.decryptString(Buffer.from(kept.encrypted, 'base64'))
        return parseDatabase({ name: 'database', value: url })
      } catch {
        return undefined
      }
    }
  }
}

/** Passwords that stand in the query of a URL. */
const SECRET_PARAMETERS = ['password', 'sslpassword']
/** What says where a password goes, besides host, port and user. */
const PLACE_PARAMETERS = ['host', 'hostaddr', 'port', 'user']

/** A URL whose passwords are hidden. */
export function maskPassword(address: string): string {
  const url = new URL(address)
  const isSecret = SECRET_PARAMETERS.some((name) => url.searchParams.has(name))
  if (url.password === '' && !isSecret) return address
  if (url.password !== '') url.password = MASK
  for (const name of SECRET_PARAMETERS) if (url.searchParams.has(name)) url.searchParams.set(name, MASK)
  return url.href.replaceAll(encodeURIComponent(MASK), MASK)
}

/** Whether a URL came back as it was shown: its password is no password. */
export const isMasked = (address: string) =>
  address.includes(MASK) || address.includes(encodeURIComponent(MASK))

/**
 * A masked URL with the passwords of the kept one in their places; undefined where it leads to another server or person, who is not
 * to get them.
 */
export function unmaskPassword(address: string, kept: string | undefined): string | undefined {
  if (kept === undefined || !URL.canParse(address)) return undefined
  if (maskPassword(kept) === address) return kept
  const [url, known] = [new URL(address), new URL(kept)]
  if (placeOf(url) !== placeOf(known)) return undefined
  if (decodeURIComponent(url.password) === MASK) url.password = known.password
  for (const name of SECRET_PARAMETERS)
    if (url.searchParams.get(name) === MASK) url.searchParams.set(name, known.searchParams.get(name) ?? '')
  return isMasked(url.href) ? undefined : url.href
}

const placeOf = ({ host, username, searchParams }: URL) =>
  JSON.stringify([host, username, ...PLACE_PARAMETERS.map((name) => searchParams.getAll(name))])
