import { StoreError, type DatabaseRefusal } from '../../../ports'

/**
 * SQLSTATE classes (PostgreSQL, appendix A) of what may be over in a moment and is nobody's bug: no connection, no resources, an operator's
 * intervention, a failed disk, a refused sign-in or a database that is gone.
 */
const OUTAGE_CLASSES = ['08', '28', '3D', '53', '57', '58']
/** Another transaction was in the way. */
const CONFLICTS = ['40001', '40P01', '55P03']
/** The statement took too long. */
const CANCELLED = '57014'
const READ_ONLY = '25006'
/** The user may not do that, since an administrator took the right away or a restore has not given it yet. */
const INSUFFICIENT_PRIVILEGE = '42501'
/** A database that is being restored has no tables for a while, and no keys on them yet (`on conflict` wants one). */
const TABLES_GONE = ['42P01', '3F000', '42P10']

/** The StoreError for a failure that may be over in a moment; a bug stays what it is. `place` begins the message. */
export function asStoreError(cause: unknown, place: string): unknown {
  if (!(cause instanceof Error) || cause instanceof StoreError) return cause
  const state = stateOf(cause)
  if (state !== undefined && !isPassing(state)) return cause
  return new StoreError('unwritable', `${place} can't be read or written: ${reasonOf(cause)}`, { cause })
}

/** Whether a failure says that the whole database is out of reach, and not that one statement was unlucky. */
export function isOutage(cause: unknown): boolean {
  const state = stateOf(cause)
  return state === undefined || (isPassing(state) && ![...CONFLICTS, CANCELLED].includes(state))
}

/** The SQLSTATE of an error that the database reported; undefined: it never came so far. */
export function stateOf(cause: unknown): string | undefined {
  if (!(cause instanceof Error) || !('code' in cause) || typeof cause.code !== 'string') return undefined
  return 'severity' in cause ? cause.code : undefined
}

function isPassing(state: string): boolean {
  return (
    OUTAGE_CLASSES.includes(state.slice(0, 2)) ||
    [...CONFLICTS, ...TABLES_GONE, READ_ONLY, INSUFFICIENT_PRIVILEGE].includes(state)
  )
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was lost',
  EPIPE: 'the connection was lost',
  ETIMEDOUT: 'it does not answer',
  ENOTFOUND: 'its host is not known',
  EAI_AGAIN: 'its host can not be looked up',
  EHOSTUNREACH: 'its host can not be reached',
  ENOENT: 'its socket is not there',
  [READ_ONLY]: 'it is read-only',
  ...Object.fromEntries(TABLES_GONE.map((state) => [state, 'its tables are not there, or not whole'])),
  [CANCELLED]: 'it takes too long to answer'
}

/** Why, in words; unknown reasons in the driver's or the database's own. */
export function reasonOf(cause: Error): string {
  // It names the file.
  if (isOfFile(cause)) return cause.message
  const code = 'code' in cause ? String(cause.code) : ''
  // Node tells of several addresses that were tried in an error without a message.
  const first = cause instanceof AggregateError && cause.errors[0] instanceof Error ? cause.errors[0] : cause
  return REASONS[code] ?? first.message
}

/** What the system or the database reports, and what it means for somebody who knocks. */
const REFUSALS: Readonly<Record<string, DatabaseRefusal>> = {
  ENOTFOUND: 'unknown_host',
  EAI_AGAIN: 'unknown_host',
  ECONNREFUSED: 'refused',
  ENOENT: 'refused',
  ETIMEDOUT: 'no_answer',
  EHOSTUNREACH: 'no_answer',
  ENETUNREACH: 'no_answer',
  [CANCELLED]: 'no_answer',
  '28P01': 'sign_in',
  '28000': 'sign_in',
  '3D000': 'no_database',
  [INSUFFICIENT_PRIVILEGE]: 'no_rights'
}
/** What the driver says in its own words alone, without a code. */
const OWN_REFUSALS: readonly (readonly [RegExp, DatabaseRefusal])[] = [
  [/timeout/i, 'no_answer'],
  // A password is wanted, and the URL has none.
  [/^SASL:/, 'sign_in']
]

/** A URL may name files of certificates and keys, which the driver reads before it connects. */
function isOfFile(cause: Error): boolean {
  return (
    'syscall' in cause &&
    (cause.syscall === 'open' || (cause.syscall === 'read' && 'code' in cause && cause.code === 'EISDIR'))
  )
}

/** Why somebody who knocks isn't let in. */
export function refusalOf(cause: unknown): DatabaseRefusal {
  if (!(cause instanceof Error)) return 'other'
  if (isOfFile(cause)) return 'file'
  const known = 'code' in cause ? REFUSALS[String(cause.code)] : undefined
  return known ?? OWN_REFUSALS.find(([words]) => words.test(cause.message))?.[1] ?? 'other'
}
