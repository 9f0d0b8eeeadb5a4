import type { PlaygroundExchange } from '../../../src-main/contract'

/** The answer of a token endpoint (RFC 6749 §5.1), as far as it holds a token. */
export interface TokenAnswer {
  readonly access_token: string
  readonly token_type?: string
  readonly expires_in?: number
  readonly scope?: string
  /** Milliseconds since 1970, where the answer says when the token dies. */
  readonly expiresAt?: number
}

/** Above this an `expires_in` can only be a moment, as servers with `expires_in_style: expiry_time` send it. */
const FIRST_MOMENT = 1_000_000_000

/** The token that an exchange brought; undefined where it brought none. */
export function tokenAnswerOf(exchange: PlaygroundExchange | undefined): TokenAnswer | undefined {
  const members = jsonOf(exchange?.response?.body)
  if (!exchange || typeof members?.access_token !== 'string') return undefined
  const expiresIn = typeof members.expires_in === 'number' ? members.expires_in : undefined
  return {
    access_token: members.access_token,
    token_type: typeof members.token_type === 'string' ? members.token_type : undefined,
    scope: typeof members.scope === 'string' ? members.scope : undefined,
    expires_in: expiresIn,
    expiresAt: expiresIn === undefined ? undefined : expiryOf(expiresIn, exchange.at)
  }
}

function expiryOf(expiresIn: number, sentAt: number): number {
  return expiresIn > FIRST_MOMENT ? expiresIn * 1000 : sentAt + expiresIn * 1000
}

function jsonOf(body: string | undefined): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '')
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
  } catch {
    // An answer that is not JSON holds no token; the verdict says so.
    return undefined
  }
}
