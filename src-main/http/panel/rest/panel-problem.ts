import { STATUS_CODES } from 'node:http'

/** A refusal as RFC 9457 spells it, with the contract's code and data beside the standard members. */
export interface Problem {
  readonly type: 'about:blank'
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly code: string
  readonly [extension: string]: unknown
}

export const PROBLEM_TYPE = 'application/problem+json'

export function problemOf(error: { status: number; code: string; message: string; data?: unknown }): Problem {
  const { status, code, message, data } = error
  return {
    type: 'about:blank',
    title: STATUS_CODES[status] ?? 'Error',
    status,
    detail: message,
    code,
    ...(typeof data === 'object' && data !== null && 'issues' in data ? { issues: data.issues } : {}),
    ...(typeof data === 'object' && data !== null && 'retryAfterSeconds' in data
      ? { retryAfterSeconds: data.retryAfterSeconds }
      : {}),
    ...(typeof data === 'object' && data !== null && 'id' in data ? { id: data.id } : {})
  }
}
