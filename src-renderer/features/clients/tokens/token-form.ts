import type { AccessTokenFormat, ShownClient } from '../../../../src-main/contract'

/** The lifetimes that the tab of the tokens shows, in its order. */
export const TOKEN_LIFETIMES = ['access_token', 'refresh_token', 'id_token'] as const
export type TokenLifetime = (typeof TOKEN_LIFETIMES)[number]

/** What of a client its tokens depend on; null and '' are the server's own. The claims are typed as JSON. */
export interface TokenForm {
  /** In seconds. Lifetimes that the tab doesn't show are carried along, so that saving leaves them as they are. */
  lifetimes: Record<TokenLifetime, number | null> & Record<string, number | null>
  access_token_format: AccessTokenFormat | ''
  claims: string
}

export function tokenFormOf(client: Partial<ShownClient>): TokenForm {
  const { lifetimes = {}, access_token_format = '', claims = {} } = client
  return {
    lifetimes: {
      ...lifetimes,
      access_token: lifetimes.access_token ?? null,
      refresh_token: lifetimes.refresh_token ?? null,
      id_token: lifetimes.id_token ?? null
    },
    access_token_format,
    claims: Object.keys(claims).length ? JSON.stringify(claims, null, 2) : ''
  }
}

/** The form as fields of a client; an Error stands for text that is no claims. */
export function tokenFieldsOf(form: TokenForm): Record<keyof TokenForm, unknown> {
  return {
    lifetimes: Object.fromEntries(Object.entries(form.lifetimes).filter(([, seconds]) => seconds !== null)),
    access_token_format: form.access_token_format || null,
    claims: claimsOf(form.claims)
  }
}

function claimsOf(text: string): object | Error {
  if (!text.trim()) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
    return new Error('must be a JSON object, such as {"team": "payments"}')
  } catch (error) {
    return new Error(`must be JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
