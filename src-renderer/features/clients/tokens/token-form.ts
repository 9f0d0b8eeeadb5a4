import {
  ACCESS_TOKEN_FORMATS,
  clientLifetimesSchema,
  z,
  type AccessTokenFormat,
  type ClientChanges,
  type ShownClient
} from '../../../../src-main/contract'

/** The lifetimes that this tab shows, in its order. */
export const TOKEN_LIFETIMES = ['access_token', 'refresh_token', 'id_token'] as const
export type TokenLifetime = (typeof TOKEN_LIFETIMES)[number]

/** What of a client its tokens depend on; null and '' are the server's own. The claims are typed as JSON. */
export interface TokenForm {
  lifetimes: Record<TokenLifetime, number | null>
  access_token_format: AccessTokenFormat | ''
  claims: string
}

export function tokenFormOf({ lifetimes, access_token_format, claims }: ShownClient): TokenForm {
  return {
    lifetimes: {
      access_token: lifetimes.access_token ?? null,
      refresh_token: lifetimes.refresh_token ?? null,
      id_token: lifetimes.id_token ?? null
    },
    access_token_format: access_token_format ?? '',
    claims: Object.keys(claims).length ? JSON.stringify(claims, null, 2) : ''
  }
}

export const tokenFormSchema = z.object({
  lifetimes: z.object(
    Object.fromEntries(
      TOKEN_LIFETIMES.map((name) => [name, clientLifetimesSchema.shape[name].unwrap().nullable()])
    )
  ),
  access_token_format: z.enum(ACCESS_TOKEN_FORMATS).or(z.literal('')),
  claims: z.string().superRefine((text, context) => {
    const problem = problemOfClaims(text)
    if (problem) context.addIssue({ code: 'custom', message: problem })
  })
})

/** What a save sends: lifetimes that this tab doesn't show stay as they are. */
export function tokenChanges({ lifetimes }: ShownClient, form: TokenForm): ClientChanges {
  const shown = Object.entries(form.lifetimes).map(([name, seconds]) => [name, seconds ?? undefined])
  return {
    lifetimes: { ...lifetimes, ...(Object.fromEntries(shown) as ShownClient['lifetimes']) },
    access_token_format: form.access_token_format || null,
    claims: form.claims.trim() ? (JSON.parse(form.claims) as Record<string, unknown>) : {}
  }
}

function problemOfClaims(text: string): string | undefined {
  if (!text.trim()) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? undefined
      : 'must be a JSON object'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
