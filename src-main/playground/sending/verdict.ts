import type { PlaygroundAction, PlaygroundVerdict } from '../../contract'
import type { HttpResponse } from '../../ports'
import { membersOf } from './members-of'

type Members = Readonly<Record<string, unknown>>

/**
 * What a success looks like at each endpoint (RFC 6749 §5.1, RFC 9126 §2.2, RFC 8628 §3.2, OpenID Connect Core §5.3.2, RFC 7662 §2.2,
 * RFC 7009 §2.2).
 */
const SUCCESSES: Readonly<
  Partial<Record<PlaygroundAction, (body: Members) => PlaygroundVerdict | undefined>>
> = {
  token: ({ access_token }) =>
    typeof access_token === 'string' ? { ok: true, id: 'token_issued' } : undefined,
  par: ({ request_uri }) =>
    typeof request_uri === 'string' ? { ok: true, id: 'request_pushed' } : undefined,
  device_authorization: ({ device_code }) =>
    typeof device_code === 'string' ? { ok: true, id: 'device_started' } : undefined,
  userinfo: ({ sub }) => (typeof sub === 'string' ? { ok: true, id: 'claims_received' } : undefined),
  introspect: ({ active }) =>
    typeof active === 'boolean' ? { ok: active, id: active ? 'token_active' : 'token_inactive' } : undefined,
  revoke: () => ({ ok: true, id: 'token_revoked' }),
  call_api: () => ({ ok: true, id: 'api_answered' })
}

/** What an answer means: a success of its endpoint, a refusal (RFC 6749 §5.2), or something that no endpoint says. */
export function verdictOf(action: PlaygroundAction, response: HttpResponse): PlaygroundVerdict {
  const body = membersOf(response)
  const isSuccess = response.status >= 200 && response.status < 300
  const success = isSuccess ? SUCCESSES[action]?.(body) : undefined
  if (success) return success
  const { error, error_description } = { ...challengeOf(response), ...body }
  // What an API answers besides is its own affair.
  if (typeof error !== 'string')
    return { ok: false, id: action === 'call_api' ? 'api_answered' : 'unexpected_answer' }
  return {
    ok: false,
    // RFC 8628 §3.5: the person has not decided yet, which is no refusal.
    id: error === 'authorization_pending' ? 'authorization_pending' : 'refused',
    error,
    ...(typeof error_description === 'string' && { error_description })
  }
}

/** What it means when nothing came back. */
export function noAnswer(error: unknown): PlaygroundVerdict {
  const reason = error instanceof Error ? error.message : String(error)
  return { ok: false, id: 'no_answer', error_description: reason }
}

/** RFC 6750 §3: a protected resource says in a challenge why it refuses a token. */
function challengeOf({ headers }: HttpResponse): Members {
  const challenge = headers.find(([name]) => name.toLowerCase() === 'www-authenticate')?.[1] ?? ''
  const found = [...challenge.matchAll(/(error|error_description)="([^"]*)"/g)]
  return Object.fromEntries(found.map(([, name, value]) => [name, value]))
}
