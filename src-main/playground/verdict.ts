import type { PlaygroundExchange } from '../contract'
import type { HttpResponse } from '../ports'

type Verdict = PlaygroundExchange['verdict']

type Action = PlaygroundExchange['action']

/** What a success looks like at each endpoint (RFC 6749 §5.1, OpenID Connect Core §5.3.2, RFC 7662 §2.2, RFC 7009 §2.2). */
const SUCCESSES: Readonly<Record<Action, (body: Record<string, unknown>) => Verdict | undefined>> = {
  token: ({ access_token }) =>
    typeof access_token === 'string' ? { ok: true, id: 'token_issued' } : undefined,
  userinfo: ({ sub }) => (typeof sub === 'string' ? { ok: true, id: 'claims_received' } : undefined),
  introspect: ({ active }) =>
    typeof active === 'boolean' ? { ok: active, id: active ? 'token_active' : 'token_inactive' } : undefined,
  revoke: () => ({ ok: true, id: 'token_revoked' })
}

/** What an answer means: a success of its endpoint, a refusal (RFC 6749 §5.2), or something that no endpoint says. */
export function verdictOf(action: Action, response: HttpResponse): Verdict {
  const body = parse(response.body)
  const success = response.status === 200 ? SUCCESSES[action](body) : undefined
  if (success) return success
  if (typeof body.error !== 'string') return { ok: false, id: 'unexpected_answer' }
  return {
    ok: false,
    id: 'refused',
    error: body.error,
    ...(typeof body.error_description === 'string' ? { error_description: body.error_description } : {})
  }
}

/** What it means when nothing came back. */
export function noAnswer(error: unknown): Verdict {
  const reason = error instanceof Error ? error.message : String(error)
  return { ok: false, id: 'no_answer', error_description: reason }
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // Not JSON is a verdict of its own: an unexpected answer.
    return {}
  }
}
