import { say } from '../../model'
import { DesktopRefusal, type DesktopHost } from '../../ports'
import type { PanelContext } from '../access/context'
import { refusal, unprocessable } from '../access/refusal'

/** The desktop app around the panel. Throws FORBIDDEN where there is none. */
export function requireDesktop({ desktop, capabilities }: PanelContext): DesktopHost {
  if (desktop && capabilities.includes('desktop')) return desktop
  throw refusal('FORBIDDEN', say('desktop_only'))
}

/** What the app can't do here becomes an answer of the contract: about a field, or as a whole. */
export async function orRefused<Result>(deed: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await deed()
  } catch (error) {
    if (!(error instanceof DesktopRefusal)) throw error
    if (error.field === undefined) throw refusal('CONFLICT', error.message)
    throw unprocessable([{ path: [error.field], message: error.message }])
  }
}
