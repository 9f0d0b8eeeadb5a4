import {
  TEMPLATE_CLIENT_FIELDS,
  templateParts,
  type ClaimType,
  type Client,
  type Placeholder,
  type User
} from '../../../model'
import { claimOf } from '../claim-of'

/** What a rule's template may read. */
export interface ClaimFacts {
  readonly client: Client
  /** None: the client acts for itself. */
  readonly user?: User | undefined
  /** The person as the client sees them. */
  readonly sub?: string | undefined
  readonly scope: readonly string[]
  readonly issuer: string
}

/**
 * A template with everything filled in; undefined: something that it needs isn't there. In a list or an object, what isn't there
 * is left out alone.
 */
export function fillTemplate(template: unknown, facts: ClaimFacts): unknown {
  if (typeof template === 'string') return fillText(template, facts)
  if (Array.isArray(template))
    return template.map((one) => fillTemplate(one, facts)).filter((one) => one !== undefined)
  if (typeof template !== 'object' || template === null) return template
  const filled = Object.entries(template).map(([name, value]) => [name, fillTemplate(value, facts)] as const)
  return Object.fromEntries(filled.filter(([, value]) => value !== undefined))
}

/** A value as the type that a rule wants; undefined: it can't be had as that. */
export function asType(value: unknown, type: ClaimType | undefined): unknown {
  if (value === undefined) return undefined
  switch (type) {
    case undefined:
      return value
    case 'string':
      return Array.isArray(value) ? value.map(textOf).join(' ') : textOf(value)
    case 'number':
      return numberOf(value)
    case 'boolean':
      return value === true || value === 'true'
        ? true
        : value === false || value === 'false'
          ? false
          : undefined
    case 'array':
      return Array.isArray(value) ? value : [value]
    case 'object':
      return typeof value === 'object' && !Array.isArray(value) ? value : undefined
  }
}

function fillText(text: string, facts: ClaimFacts): unknown {
  const parts = templateParts(text)
  const [only] = parts
  if (parts.length === 1 && typeof only === 'object') return read(only, facts)
  const filled = parts.map((part) => (typeof part === 'string' ? part : read(part, facts)))
  return filled.includes(undefined) ? undefined : filled.map((one) => asType(one, 'string')).join('')
}

function read({ path: [root = '', ...steps] }: Placeholder, facts: ClaimFacts): unknown {
  const value = steps.reduce<unknown>(stepInto, rootOf(root, steps[0], facts))
  return value === null || value === '' ? undefined : value
}

/** What the steps of a path are taken from: never a whole record, only what of it may be told. */
function rootOf(root: string, field: string | undefined, { client, user, ...facts }: ClaimFacts): unknown {
  switch (root) {
    case 'issuer':
      return facts.issuer
    case 'scope':
      return facts.scope.join(' ')
    case 'scopes':
      return facts.scope
    case 'client':
      return isClientField(field) ? { [field]: client[field] } : undefined
    default:
      return user && field !== undefined ? { [field]: ofUser(user, field, facts.sub) } : undefined
  }
}

function ofUser(user: User, field: string, sub: string | undefined): unknown {
  if (field === 'sub') return sub
  if (field === 'username') return user.username
  if (field === 'roles') return user.roles
  return field === 'claims' ? user.claims : claimOf(user, field)
}

function stepInto(value: unknown, step: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, step)
    ? (value as Readonly<Record<string, unknown>>)[step]
    : undefined
}

function isClientField(field: string | undefined): field is (typeof TEMPLATE_CLIENT_FIELDS)[number] {
  return (TEMPLATE_CLIENT_FIELDS as readonly (string | undefined)[]).includes(field)
}

function textOf(value: unknown): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}
