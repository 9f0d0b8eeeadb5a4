import type { z } from '../zod'
import { accepted, unknownMember, type Accepted } from './accepted'
import { knownMembers, schemaAt, type PathStep } from './schema-walk'

/** One thing that is wrong with a document: where, and what is accepted there. */
export interface SchemaIssue extends Accepted {
  readonly path: PathStep[]
  /** The value that stands there, as JSON, where it may be shown. */
  readonly found?: string
}

/** Members whose values are never repeated, and everything below them. */
const SECRET_MEMBERS = [
  'password',
  'password_hash',
  'currentPassword',
  'newPassword',
  'client_secret',
  'other_secrets',
  'keys',
  'jwk',
  'd',
  'p',
  'q',
  'dp',
  'dq',
  'qi',
  'oth',
  'k'
]
const LONGEST_VALUE = 60

/**
 * Every fault that a schema found in `input`, in its order: each with the path, what is accepted, the value (never that of a secret),
 * and for an unknown member the known one that it resembles.
 */
export function describeIssues(
  schema: z.core.$ZodType,
  error: z.core.$ZodError,
  input: unknown
): SchemaIssue[] {
  return readIssues(schema, error, input).map((issue) =>
    issue.found === undefined ? issue : { ...issue, message: `${issue.message} (found ${issue.found})` }
  )
}

/** The same without the values in the messages, for whoever has them before their eyes. */
export function readIssues(schema: z.core.$ZodType, error: z.core.$ZodError, input: unknown): SchemaIssue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        ...unknownMember(key, knownMembers(schemaAt(schema, path)))
      }))
    const found = shownValue(input, path)
    return [{ path, ...accepted(issue, valueAt(input, path)), ...(found !== undefined && { found }) }]
  })
}

/** A path as people write it: `users[0].email`; the document itself is `(the whole document)`. */
export function formatPath(path: readonly PathStep[]): string {
  if (path.length === 0) return '(the whole document)'
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[\w$-]+$/.test(step)) return `[${JSON.stringify(step)}]`
      return index === 0 ? step : `.${step}`
    })
    .join('')
}

/** The value at a path as JSON; undefined: there is none, or it is a secret or no single value. */
function shownValue(input: unknown, path: readonly PathStep[]): string | undefined {
  const value = valueAt(input, path)
  const isSecret = path.some((step) => typeof step === 'string' && SECRET_MEMBERS.includes(step))
  if (isSecret || value === undefined || (typeof value === 'object' && value !== null)) return undefined
  const text = JSON.stringify(value)
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text
}

function valueAt(input: unknown, path: readonly PathStep[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<PathStep, unknown>)[step]
        : undefined,
    input
  )
}
