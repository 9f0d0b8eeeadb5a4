import { claimNameSchema } from './claim-name'
import { templateProblem } from './claim-template'
import { scopeTokenSchema } from '../tokens/scope'
import { label, vschar } from '../text'
import { z } from '../zod'
import { say } from '../messages/say'

/** Where a claim is told: in ID tokens, with access tokens (in a JWT, and in what introspection answers), at the UserInfo endpoint. */
export const CLAIM_PLACES = ['id_token', 'access_token', 'userinfo'] as const
export type ClaimPlace = (typeof CLAIM_PLACES)[number]

/** What a template's outcome is made into. */
export const CLAIM_TYPES = ['string', 'number', 'boolean', 'array', 'object'] as const
export type ClaimType = (typeof CLAIM_TYPES)[number]

const LARGEST_VALUE = 8_000
const DEEPEST_VALUE = 8

/** A JSON value of a size that a token can carry; null would say nothing. */
const claimValueSchema = z.unknown().superRefine((value, context) => {
  const problem = valueProblem(value)
  if (problem) context.addIssue({ code: 'custom', message: problem })
})

/** The fields of a claim rule. */
export const claimRuleFields = {
  /** Its key; left out: the name, so that a profile needs one only where several rules make the same claim. */
  id: label('id', 200).regex(/^\S+$/, say('claim_id_spaces')).optional(),
  name: claimNameSchema,
  description: label('description', 500).default(''),
  /** What the claim says, as it stands. */
  value: claimValueSchema.optional(),
  /** Instead of a value: JSON in whose texts `{{user.email}}` and the like are filled in. One such alone keeps its own type. */
  template: claimValueSchema.optional(),
  /** What the outcome of a template is made into; left out: it stays what it is. */
  type: z.enum(CLAIM_TYPES).optional(),
  /** Where it is told; left out: everywhere. */
  places: z
    .array(z.enum(CLAIM_PLACES))
    .min(1, say('claim_placeless'))
    .refine((places) => new Set(places).size === places.length, say('claim_place_twice'))
    .default([...CLAIM_PLACES]),
  /** Only where this scope was granted; left out: always. */
  scope: scopeTokenSchema.optional(),
  /** Only for this client; left out: for every one. */
  client_id: vschar('client_id').optional()
}

const claimRuleObject = z.strictObject(claimRuleFields)

/** A rule that puts a claim of our own into tokens and answers. Exactly one of `value` and `template` says what it holds. */
export const claimRuleSchema = claimRuleObject
  .superRefine((rule, context) => {
    for (const { path, message } of claimRuleProblems(rule))
      context.addIssue({ code: 'custom', path: [path], message })
  })
  .transform((rule) => ({ ...rule, id: rule.id ?? rule.name }))
export type ClaimRule = z.output<typeof claimRuleSchema>
export type ClaimRuleInput = z.input<typeof claimRuleSchema>

/** What of a rule's fields doesn't fit together, by field. */
export function claimRuleProblems(
  rule: Pick<z.output<typeof claimRuleObject>, 'value' | 'template' | 'type'>
): { path: 'value' | 'template' | 'type'; message: string }[] {
  const { value, template, type } = rule
  if (value === undefined && template === undefined) return [{ path: 'value', message: say('claim_empty') }]
  if (value !== undefined && template !== undefined)
    return [{ path: 'template', message: say('claim_twice') }]
  if (value !== undefined && type !== undefined) return [{ path: 'type', message: say('claim_typed') }]
  return textsIn(template).flatMap((text) => {
    const message = templateProblem(text)
    return message ? [{ path: 'template' as const, message }] : []
  })
}

function valueProblem(value: unknown): string | undefined {
  if (value === undefined) return undefined
  if (value === null) return say('claim_null')
  if (!isJson(value, DEEPEST_VALUE)) return say('claim_not_json', { levels: DEEPEST_VALUE })
  return JSON.stringify(value).length > LARGEST_VALUE ? say('claim_large', { max: LARGEST_VALUE }) : undefined
}

function isJson(value: unknown, levels: number): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || levels === 0) return false
  return Object.values(value).every((one) => isJson(one, levels - 1))
}

/** Every text of a JSON value, the names of members left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
