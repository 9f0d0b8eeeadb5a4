import type { PlaygroundExchange } from '../../../../src-main/contract'

/** The answer of a token endpoint (RFC 6749 §5.1), as far as it holds a token. */
export interface TokenAnswer {
  readonly access_token: string
  readonly refresh_token?: string
  readonly id_token?: string
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
    ...texts(members, ['refresh_token', 'id_token', 'token_type', 'scope']),
    expires_in: expiresIn,
    expiresAt: expiresIn === undefined ? undefined : expiryOf(expiresIn, exchange.at)
  }
}

/** Those of the members that are texts. */
function texts<Name extends string>(
  members: Record<string, unknown>,
  names: readonly Name[]
): Partial<Record<Name, string>> {
  const found = names.flatMap((name) =>
    typeof members[name] === 'string' ? [[name, members[name]] as const] : []
  )
  return Object.fromEntries(found) as Partial<Record<Name, string>>
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
