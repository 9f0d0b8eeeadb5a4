import { say } from '../../contract'
import type { DatabaseRefusal, DatabaseState } from '../../ports'

/** Why a database can't take the place of the data folder, in a sentence about the field of its URL; undefined: it can. */
export function whyNotDatabase(url: string, state: DatabaseState): string | undefined {
  if (state.kind === 'silence') return SILENCES[state.why](placeOf(url), state.said)
  const { version, newestVersion: newest, damage } = state
  if (version > newest) return say('desktop_database_newer', { version, newest })
  if (damage !== undefined) return say('desktop_database_damaged', { reason: damage })
  if (state.isReadOnly) return say('desktop_database_read_only')
  return state.mayWrite ? undefined : say('desktop_database_rights')
}

type Place = ReturnType<typeof placeOf>

const SILENCES: Readonly<Record<DatabaseRefusal, (place: Place, said: string) => string>> = {
  unknown_host: ({ host }) => say('desktop_database_host', { host }),
  refused: ({ address }) => say('desktop_database_refused', { address }),
  no_answer: ({ address }) => say('desktop_database_silent', { address }),
  sign_in: () => say('desktop_database_sign_in'),
  no_database: ({ database }) => say('desktop_database_missing', { database }),
  no_rights: () => say('desktop_database_rights'),
  file: (_, reason) => say('desktop_database_file', { reason }),
  other: (_, reason) => say('desktop_database_unusable', { reason })
}

function placeOf(address: string) {
  const { hostname, port, pathname, searchParams } = new URL(address)
  const host = hostname || searchParams.get('host') || 'localhost'
  // A socket is a path, and has no port to name.
  const where = host.startsWith('/') ? host : `${host}:${port || POSTGRES_PORT}`
  return { host, address: where, database: decodeURIComponent(pathname.slice(1)) }
}

const POSTGRES_PORT = 5432
