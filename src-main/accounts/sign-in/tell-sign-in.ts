import type { SignInCheck } from './sign-in-check'
import type { SignInRecords } from './sign-in-records'

/** How a sign-in went, for whoever keeps a record of it. */
export interface ToldSignIn {
  readonly outcome: 'succeeded' | 'failed' | 'limited'
  /** The name that was given; of a sign-in that succeeded: the person, by subject. */
  readonly username?: string
  readonly sub?: string
  readonly client_id?: string
  readonly ip: string
}

export type TellSignIn = (told: ToldSignIn) => void

/** The same check, which tells what failed. */
export function tellFailures(check: SignInCheck, tell: TellSignIn): SignInCheck {
  return {
    ...check,
    async verify(request) {
      const checked = await check.verify(request)
      const { username, ip } = request
      if (checked.outcome === 'wrong') tell({ outcome: 'failed', username, ip })
      if (checked.outcome === 'limited') tell({ outcome: 'limited', username, ip })
      return checked
    }
  }
}

/** The same records, which tell of each sign-in that they note. */
export function tellSuccesses(records: SignInRecords, tell: TellSignIn): SignInRecords {
  return {
    ...records,
    async note(sub, from, names) {
      await records.note(sub, from, names)
      const { ip, client_id } = from
      tell({ outcome: 'succeeded', sub, ip, ...(client_id !== undefined && { client_id }) })
    }
  }
}
