import {
  CLAIM_PLACES,
  claimRuleSchema,
  z,
  type ClaimPlace,
  type ClaimType,
  type NewClaim,
  type ShownClaim
} from '../../../src-main/contract'

/** What the claim is: a text, a number, …, or text and JSON in which placeholders are filled in. */
export const CLAIM_KINDS = ['template', 'string', 'number', 'boolean', 'array', 'object'] as const
export type ClaimKind = (typeof CLAIM_KINDS)[number]

/** The form over a claim rule; its value is what is typed. */
export interface ClaimForm {
  name: string
  description: string
  kind: ClaimKind
  text: string
  type: ClaimType | 'as-is'
  places: ClaimPlace[]
  scope: string
  client_id: string
}

export function claimFormOf(rule?: ShownClaim, client_id = ''): ClaimForm {
  const isTemplate = rule ? rule.template !== undefined : true
  return {
    name: rule?.name ?? '',
    description: rule?.description ?? '',
    kind: isTemplate ? 'template' : kindOf(rule?.value),
    text: rule ? textOf(rule.template ?? rule.value) : '',
    type: rule?.type ?? 'as-is',
    places: rule ? [...rule.places] : [...CLAIM_PLACES],
    scope: rule?.scope ?? '',
    client_id: rule?.client_id ?? client_id
  }
}

/** The rule that the form means, checked by the same schema as in the server; messages stand at the form's fields. */
export const claimFormSchema = z
  .custom<ClaimForm>((value) => typeof value === 'object')
  .transform((form, context) => {
    const read = readText(form)
    if ('problem' in read) {
      context.addIssue({ code: 'custom', path: ['text'], message: read.problem })
      return z.NEVER
    }
    const rule = ruleOf(form, read.value)
    const checked = claimRuleSchema.safeParse(rule)
    if (checked.success) return rule
    for (const { path, message } of checked.error.issues)
      context.addIssue({ code: 'custom', path: [fieldOf(path[0])], message })
    return z.NEVER
  })

/** The field of the form that shows what is wrong with a field of a rule. */
export function fieldOf(field: PropertyKey | undefined): string {
  return field === 'value' || field === 'template' ? 'text' : String(field ?? '')
}

function ruleOf(form: ClaimForm, value: unknown): NewClaim {
  return {
    name: form.name.trim(),
    description: form.description,
    ...(form.kind === 'template' ? { template: value } : { value }),
    ...(form.kind === 'template' && form.type !== 'as-is' ? { type: form.type } : {}),
    places: CLAIM_PLACES.filter((place) => form.places.includes(place)),
    ...(form.scope.trim() ? { scope: form.scope.trim() } : {}),
    ...(form.client_id ? { client_id: form.client_id } : {})
  }
}

function readText({ kind, text }: ClaimForm): { value: unknown } | { problem: string } {
  const trimmed = text.trim()
  if (kind === 'string') return { value: text }
  if (trimmed === '') return { value: undefined }
  if (kind === 'template' && !/^[[{](?!\{)/.test(trimmed)) return { value: trimmed }
  try {
    const value: unknown = JSON.parse(trimmed)
    return kind === 'template' || kindOf(value) === kind ? { value } : { problem: `this is no ${kind}` }
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function kindOf(value: unknown): ClaimKind {
  if (Array.isArray(value)) return 'array'
  const kind = typeof value
  return kind === 'number' || kind === 'boolean' || kind === 'object' ? kind : 'string'
}

/** A value as it is typed: a text as it stands, everything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
