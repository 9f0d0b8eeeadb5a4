/** How the modules of a certification plan are run: what a client asks for, and how the answer travels. */
export interface PlanVariant {
  /** The certification profile of the OpenID Foundation. */
  readonly plan: string
  readonly responseType: string
  /** Left out: the default of the response type. */
  readonly responseMode?: 'form_post'
}

const IMPLICIT = ['id_token', 'id_token token']
const HYBRID = ['code id_token', 'code token', 'code id_token token']

function variantsOf(plan: string, types: readonly string[], responseMode?: 'form_post'): PlanVariant[] {
  return types.map((responseType) => ({ plan, responseType, ...(responseMode && { responseMode }) }))
}

/** The response types and modes of the plans of OpenID Connect: basic, implicit and hybrid, each by redirect and by form post. */
export const PLAN_VARIANTS: readonly PlanVariant[] = [
  ...variantsOf('basic', ['code']),
  ...variantsOf('form post basic', ['code'], 'form_post'),
  ...variantsOf('implicit', IMPLICIT),
  ...variantsOf('form post implicit', IMPLICIT, 'form_post'),
  ...variantsOf('hybrid', HYBRID),
  ...variantsOf('form post hybrid', HYBRID, 'form_post')
]

/** Whether a response type has this part. */
export function hasPart({ responseType }: PlanVariant, part: 'code' | 'token' | 'id_token'): boolean {
  return responseType.split(' ').includes(part)
}

/** Those that end at the token endpoint. */
export const CODE_VARIANTS = PLAN_VARIANTS.filter((variant) => hasPart(variant, 'code'))

/** Those in which an access token is issued, somewhere. */
export const ACCESS_VARIANTS = PLAN_VARIANTS.filter(
  (variant) => hasPart(variant, 'code') || hasPart(variant, 'token')
)

/** The dynamic plan has the certifier choose the response type, and leaves the response mode at its default. */
export const DYNAMIC_VARIANTS: readonly PlanVariant[] = variantsOf('dynamic', [
  'code',
  ...IMPLICIT,
  ...HYBRID
])
