import { ORPCError } from '@orpc/server'
import type { Issue } from '../../contract'
import { readSaid } from '../../model'

const STATUS = {
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  SERVICE_UNAVAILABLE: 503
} as const

/** One of the contract's errors without data; throw it. */
export function refusal(code: keyof typeof STATUS, message: string): ORPCError<string, undefined> {
  return new ORPCError(code, { status: STATUS[code], message })
}

/** The contract's error for something that was sent and isn't accepted: where, and what is accepted. */
export function unprocessable(found: readonly Issue[]): ORPCError<string, { issues: readonly Issue[] }> {
  const issues = found.map(withCode)
  const [first] = issues
  const where = first?.path.join('.')
  const message = first
    ? `${where ? `${where}: ` : ''}${first.message}`
    : 'Something that was sent is not accepted'
  return new ORPCError('UNPROCESSABLE_CONTENT', { status: 422, message, data: { issues } })
}

/** Whoever refuses a field says why in English; the sentence has a name, by which it is translated. */
function withCode(issue: Issue): Issue {
  return issue.code === undefined ? { ...issue, ...readSaid(issue.message) } : issue
}

/** The contract's error for too many tries. */
export function tooManyTries(retryAfterSeconds: number): ORPCError<string, { retryAfterSeconds: number }> {
  return new ORPCError('TOO_MANY_REQUESTS', {
    status: 429,
    message: `Too many tries; try again in ${retryAfterSeconds} seconds`,
    data: { retryAfterSeconds }
  })
}
