import type { z } from '../zod'
import { nearestName } from './nearest-name'
import { knownMembers, schemaAt, type PathStep } from './schema-walk'

/** One thing that is wrong with a document: where, and what is accepted there. */
export interface SchemaIssue {
  readonly path: PathStep[]
  readonly message: string
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
const MOST_NAMES = 12

/**
 * Every fault that a schema found in `input`, in its order: each with the path, what is accepted, the value (never that of a secret),
 * and for an unknown member the known one that it resembles.
 */
export function describeIssues(
  schema: z.core.$ZodType,
  error: z.core.$ZodError,
  input: unknown
): SchemaIssue[] {
  return error.issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)))
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: unknownMember(key, knownMembers(schemaAt(schema, path)))
      }))
    return [{ path, message: `${accepted(issue, valueAt(input, path))}${found(input, path)}` }]
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

function unknownMember(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  if (nearest) return `unknown field; did you mean \`${nearest}\`?`
  if (known.length === 0) return 'unknown field'
  const more = known.length > MOST_NAMES ? ', …' : ''
  return `unknown field; known here: ${known.slice(0, MOST_NAMES).join(', ')}${more}`
}

/** What a place accepts: the schema's own words where it has some, else a sentence from the kind of fault. */
function accepted(issue: z.core.$ZodIssue, value: unknown): string {
  const isOwn = !/^(Invalid |Too (big|small)|Unrecognized key)/.test(issue.message)
  if (isOwn) return `${issue.message}${bound(issue)}`
  switch (issue.code) {
    case 'invalid_type':
      return value === undefined
        ? `is required: ${aKind(issue.expected)}`
        : `must be ${aKind(issue.expected)}`
    case 'invalid_value':
      return value === undefined ? `is required: ${oneOf(issue.values)}` : `must be ${oneOf(issue.values)}`
    case 'too_small':
      return `must ${size('at least', issue.minimum, issue.origin)}`
    case 'too_big':
      return `must ${size('at most', issue.maximum, issue.origin)}`
    case 'invalid_union':
      return unionOf(issue, value)
    default:
      return issue.message.replace(/^Invalid (string|input|number): /, '')
  }
}

/** The bound that a number crossed, which the words of a schema for its kind of number leave out. */
function bound(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small' && issue.origin !== 'string' && issue.origin !== 'array')
    return `, at least ${issue.minimum}`
  if (issue.code === 'too_big' && issue.origin !== 'string' && issue.origin !== 'array')
    return `, at most ${issue.maximum}`
  return ''
}

/** What any branch of a union accepts. */
function unionOf(issue: z.core.$ZodIssueInvalidUnion, value: unknown): string {
  const branches = issue.errors.map((issues) => issues[0]).filter((first) => first !== undefined)
  const texts = branches.map((first) => accepted(first, value))
  return [...new Set(texts)].join(', or ') || 'is none of the forms that are accepted'
}

function aKind(expected: string): string {
  const kinds: Readonly<Record<string, string>> = {
    string: 'a text',
    number: 'a number',
    int: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    record: 'an object',
    null: 'null'
  }
  return kinds[expected] ?? expected
}

function oneOf(values: readonly unknown[]): string {
  const texts = values.map((value) => JSON.stringify(value))
  return texts.length === 1 ? texts[0]! : `one of ${texts.join(', ')}`
}

function size(bound: string, amount: number | bigint, origin: string): string {
  if (origin === 'string') return `have ${bound} ${amount} ${amount === 1 ? 'character' : 'characters'}`
  if (origin === 'array') return `have ${bound} ${amount} ${amount === 1 ? 'entry' : 'entries'}`
  return `be ${bound} ${amount}`
}

/** ` (found "…")` of a value that may be shown. */
function found(input: unknown, path: readonly PathStep[]): string {
  const value = valueAt(input, path)
  const isSecret = path.some((step) => typeof step === 'string' && SECRET_MEMBERS.includes(step))
  if (isSecret || value === undefined || (typeof value === 'object' && value !== null)) return ''
  const text = JSON.stringify(value)
  return ` (found ${text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text})`
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
