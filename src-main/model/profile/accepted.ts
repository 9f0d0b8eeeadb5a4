import type { FORM_MESSAGES } from '../messages/messages'
import { fillIn, readSaid, type Said } from '../messages/say'
import type { z } from '../zod'
import { nearestName } from './nearest-name'

/** What a place accepts: in English, and apart from its words, so that a catalogue can say it in another language. */
export interface Accepted {
  readonly message: string
  /** None: these are nobody's words but the schema's. */
  readonly code?: string
  readonly params?: Said['params']
  /** Of a place that accepts several forms: each of them. */
  readonly anyOf?: Accepted[]
}

const MOST_NAMES = 12

/** What is said of a member that a schema does not know. */
export function unknownMember(name: string, known: readonly string[]): Accepted {
  const nearest = nearestName(name, known)
  if (nearest) return told('unknown_field_near', { nearest })
  if (known.length === 0) return told('unknown_field')
  const more = known.length > MOST_NAMES ? ', …' : ''
  return told('unknown_field_among', { known: `${known.slice(0, MOST_NAMES).join(', ')}${more}` })
}

/** What a place accepts: the schema's own words where it has some, else a sentence from the kind of fault. */
export function accepted(issue: z.core.$ZodIssue, value: unknown): Accepted {
  const isOwn = !/^(Invalid |Too (big|small)|Unrecognized key)/.test(issue.message)
  if (isOwn) return ownWords(issue)
  switch (issue.code) {
    case 'invalid_type':
      return ofKind(issue.expected, value === undefined)
    case 'invalid_value':
      return oneOf(issue.values, value === undefined)
    case 'too_small':
    case 'too_big':
      return sizeOf(issue)
    case 'invalid_union':
      return unionOf(issue, value)
    default:
      return { message: issue.message.replace(/^Invalid (string|input|number): /, '') }
  }
}

/** The words for a kind of number leave out the bound that it crossed. */
function ownWords(issue: z.core.$ZodIssue): Accepted {
  const crossesBound =
    (issue.code === 'too_small' || issue.code === 'too_big') && !['string', 'array'].includes(issue.origin)
  if (!crossesBound) return { message: issue.message, ...readSaid(issue.message) }
  const size = sizeOf(issue)
  return { ...size, message: `${issue.message}, ${size.message.replace(/^must be /, '')}` }
}

function sizeOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): Accepted {
  const isSmall = issue.code === 'too_small'
  const bound = Number(isSmall ? issue.minimum : issue.maximum)
  if (issue.origin === 'string')
    return counted(isSmall ? 'text_too_short' : 'text_too_long', bound, ['character', 'characters'])
  if (issue.origin === 'array')
    return counted(isSmall ? 'list_too_short' : 'list_too_long', bound, ['entry', 'entries'])
  return told(isSmall ? 'too_small' : 'too_big', { bound })
}

/** What any branch of a union accepts. */
function unionOf(issue: z.core.$ZodIssueInvalidUnion, value: unknown): Accepted {
  const branches = issue.errors.map((issues) => issues[0]).filter((first) => first !== undefined)
  const each = branches.map((first) => accepted(first, value))
  const anyOf = each.filter(({ message }, at) => each.findIndex((one) => one.message === message) === at)
  const [only] = anyOf
  if (!only) return told('no_form')
  return anyOf.length === 1 ? only : { message: anyOf.map(({ message }) => message).join(', or '), anyOf }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null'
}

/** `words`: what is filled in, where that is not the value itself. */
function told(code: keyof typeof FORM_MESSAGES, params?: Said['params'], words = params): Accepted {
  return { message: fillIn(code, words), code, ...(params && { params }) }
}

type Counted = 'text_too_short' | 'text_too_long' | 'list_too_short' | 'list_too_long'

function counted(code: Counted, count: number, [one, many]: readonly [string, string]): Accepted {
  return told(code, { count }, { size: `${count} ${count === 1 ? one : many}` })
}

function ofKind(kind: string, isMissing: boolean): Accepted {
  return told(isMissing ? 'required' : 'wrong_kind', { kind }, { kind: KINDS[kind] ?? kind })
}

function oneOf(all: readonly unknown[], isMissing: boolean): Accepted {
  const values = all.map((value) => JSON.stringify(value)).join(', ')
  if (all.length === 1) return told(isMissing ? 'required_value' : 'wrong_value', { values })
  return told(isMissing ? 'required_one_of' : 'not_one_of', { values })
}
