import type { PlaygroundExchange } from '../contract'
import type { HttpResponse } from '../ports'

type Verdict = PlaygroundExchange['verdict']

/** What an answer of the token endpoint means (RFC 6749 §5.1, §5.2). */
export function verdictOf(response: HttpResponse): Verdict {
  const body = parse(response.body)
  if (response.status === 200 && typeof body.access_token === 'string')
    return { ok: true, id: 'token_issued' }
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
