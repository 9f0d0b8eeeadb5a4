import type { Settings } from '../../model'

/** The earlier of the idle end and the final end of a session, in seconds since 1970. */
export function sessionEnd(
  session: { readonly createdAt: number; readonly lastSeenAt: number },
  lifetimes: Settings['lifetimes']
): number {
  return Math.min(session.lastSeenAt + lifetimes.session_idle, session.createdAt + lifetimes.session)
}
