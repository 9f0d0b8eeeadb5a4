import { ORPCError } from '@orpc/client'
import type { Issue } from '../../src-main/contract'

/** Why a call failed, in the contract's terms; `UNREACHABLE` when no answer came at all. */
export interface ApiProblem {
  code: string
  message: string
  /** What is wrong with which field. */
  issues: readonly Issue[]
  retryAfterSeconds?: number
}

/** Translates whatever a call threw. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof ORPCError)
    return { code: error.code, message: error.message, ...detailsOf(error.data as unknown) }
  return {
    code: 'UNREACHABLE',
    message: error instanceof Error ? error.message : String(error),
    issues: []
  }
}

function detailsOf(data: unknown): Pick<ApiProblem, 'issues' | 'retryAfterSeconds'> {
  if (typeof data !== 'object' || data === null) return { issues: [] }
  const issues = 'issues' in data && Array.isArray(data.issues) ? (data.issues as Issue[]) : []
  return 'retryAfterSeconds' in data && typeof data.retryAfterSeconds === 'number'
    ? { issues, retryAfterSeconds: data.retryAfterSeconds }
    : { issues }
}
