import type { Finding } from '../../contract'
import type { DatabaseState } from '../../ports'
import { found, type Situation } from './situation'

/** Milliseconds from which on whoever waits for a token notices. */
const SLOW = 100
/** Milliseconds that two clocks may lie apart before an end is seen too early by one of them. */
const LEEWAY = 10_000

/** Whether the database can bear a server; nothing where there is none. */
export async function checkDatabase({ database }: Situation): Promise<Finding[]> {
  if (!database) return []
  const state = await database()
  if (state.kind === 'silence') return [found('database_silent', { reason: state.reason })]
  const problems = [...contentFindings(state), ...serviceFindings(state)]
  if (problems.length > 0) return problems
  const { version, milliseconds } = state
  return [version === 0 ? found('database_to_come') : found('database_answers', { version, milliseconds })]
}

type Answer = Extract<DatabaseState, { kind: 'answer' }>

function contentFindings({ version, newestVersion: newest, damage }: Answer): Finding[] {
  if (version > newest) return [found('database_newer', { version, newest })]
  if (damage !== undefined) return [found('database_damaged', { reason: damage })]
  return version > 0 && version < newest ? [found('database_older', { version, newest })] : []
}

function serviceFindings({ isReadOnly, milliseconds, clockOffsetMs }: Answer): Finding[] {
  return [
    ...(isReadOnly ? [found('database_read_only')] : []),
    ...(milliseconds >= SLOW ? [found('database_slow', { milliseconds })] : []),
    ...(Math.abs(clockOffsetMs) > LEEWAY
      ? [found('database_clock', { seconds: Math.round(clockOffsetMs / 1000) })]
      : [])
  ]
}
