import { ORPCError } from '@orpc/server'
import type { PanelContext } from '../access/context'
import type { AuditTrail, NotedEvent } from './audit-trail'

interface Call {
  readonly path: readonly string[]
  readonly method: string | undefined
  /** What the contract says of the procedure; left out: as its method has it. */
  readonly noted: boolean | undefined
  readonly input: unknown
  readonly context: PanelContext
}

/** Makes a call and notes it where the contract says so: whether it was done, by whom, and to what. */
export async function auditedCall<Result>(
  trail: AuditTrail,
  call: Call,
  make: () => Promise<Result>
): Promise<Result> {
  if (!isNoted(call)) return make()
  try {
    const result = await make()
    trail.note({ ...eventOf(call), outcome: 'done' })
    return result
  } catch (error) {
    // Whoever may not even ask is refused by the gate; what was asked wrongly changed nothing.
    const problem = error instanceof ORPCError ? String(error.code) : 'INTERNAL_SERVER_ERROR'
    if (problem !== 'BAD_REQUEST' && problem !== 'UNPROCESSABLE_CONTENT')
      trail.note({ ...eventOf(call), outcome: 'refused', problem })
    throw error
  }
}

function isNoted({ noted, method = 'POST' }: Call): boolean {
  return noted ?? method !== 'GET'
}

function eventOf({ path, input, context }: Call): Omit<NotedEvent, 'outcome'> {
  const fields = flat(input)
  const username = textOf(fields.username) ?? textOf(fields.user)
  const client_id = textOf(fields.client_id)
  const object = textOf(fields.name) ?? textOf(fields.id) ?? textOf(fields.kid)
  const ip = context.browserSession?.ip
  const names = fieldNames(input)
  return {
    event: path.join('.'),
    actor: actorOf(context),
    ...(username !== undefined && { username }),
    ...(client_id !== undefined && { client_id }),
    ...(object !== undefined && { object }),
    ...(names.length > 0 && { fields: names }),
    ...(ip !== undefined && { ip })
  }
}

export function actorOf({ actor }: Pick<PanelContext, 'actor'>): NotedEvent['actor'] {
  switch (actor.kind) {
    case 'user':
      return { kind: 'user', name: actor.user.username }
    case 'client':
      return { kind: 'client', name: actor.client_id }
    default:
      return { kind: actor.kind }
  }
}

/** What names the object stands beside the fields, or in the path. */
function flat(input: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(input)) return {}
  const { params, body } = input
  return { ...(isRecord(body) ? body : {}), ...input, ...(isRecord(params) ? params : {}) }
}

const KEYS = new Set(['client_id', 'username', 'id', 'name', 'kid', 'params', 'body'])
/** Fields that one event tells. */
const MOST_FIELDS = 40

/** Names of fields, a level deep: `settings.flows.oauth2_password` as `flows.oauth2_password`. */
function fieldNames(input: unknown): string[] {
  const given = isRecord(input) && isRecord(input.body) ? input.body : input
  if (!isRecord(given)) return []
  return Object.entries(given)
    .filter(([name, value]) => value !== undefined && !KEYS.has(name))
    .flatMap(([name, value]) =>
      isRecord(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : [name]
    )
    .map((name) => name.slice(0, 100))
    .slice(0, MOST_FIELDS)
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 255) : undefined

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
