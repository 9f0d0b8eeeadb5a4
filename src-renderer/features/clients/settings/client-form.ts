import {
  newClientSchema,
  z,
  type ClientAuthenticationName,
  type ClientChanges,
  type NewClient,
  type ShownClient
} from '../../../../src-main/contract'
import { jwksOf } from '../credentials/jwks-text'
import { tokenFieldsOf, tokenFormOf, type TokenForm } from '../tokens/token-form'
import { SETTING_FIELDS, type SettingField } from './setting-fields'

/** What a field holds while it is edited: text that is empty, an empty list and null mean: not said. */
export type FieldValue = string | string[] | boolean | number | null

/** The fields of a client that its page edits, on whichever of its tabs. */
export interface ClientForm extends TokenForm {
  /** By the name of the field. */
  settings: Record<string, FieldValue>
  logo_base64: string
  token_endpoint_auth_method: ClientAuthenticationName
  token_endpoint_auth_signing_alg: string
  /** The public keys as JSON text. */
  jwks: string
  jwks_uri: string
  tls_client_auth_subject_dn: string
  tls_client_auth_san_dns: string
  tls_client_auth_san_uri: string
  tls_client_auth_san_ip: string
  tls_client_auth_san_email: string
}

/** The fields of the credentials that are plain text. */
export const CREDENTIAL_TEXTS = [
  'token_endpoint_auth_signing_alg',
  'jwks_uri',
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email'
] as const

const EMPTY = { flag: false, list: [], uris: [], choices: [], seconds: null, text: '', uri: '', choice: '' }

export function clientFormOf(client: Partial<ShownClient>): ClientForm {
  const values = SETTING_FIELDS.map(({ name, kind }) => [name, client[name] ?? EMPTY[kind]] as const)
  const texts = CREDENTIAL_TEXTS.map((name) => [name, client[name] ?? ''] as const)
  return {
    settings: Object.fromEntries(values) as ClientForm['settings'],
    ...(Object.fromEntries(texts) as Record<(typeof CREDENTIAL_TEXTS)[number], string>),
    ...tokenFormOf(client),
    logo_base64: client.logo_base64 ?? '',
    token_endpoint_auth_method: client.token_endpoint_auth_method ?? 'client_secret_basic',
    jwks: client.jwks ? JSON.stringify(client.jwks, null, 2) : ''
  }
}

/** Checks a form by the contract's schema of a client, so that its messages are the server's own. */
export const clientFormSchema = z
  .custom<ClientForm>()
  .transform((form, context) => {
    const fields = Object.entries(fieldsOf(form))
    for (const [name, value] of fields)
      if (value instanceof Error) context.addIssue({ code: 'custom', path: [name], message: value.message })
    return Object.fromEntries(fields.filter(([, value]) => value !== null)) as NewClient
  })
  .pipe(newClientSchema)

/** The change that makes the client of `before` the client of `after`; `null` takes a field away. */
export function clientChanges(before: ClientForm, after: ClientForm): ClientChanges {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name]))
  )
}

/** The form as fields of a client: what was left empty is null, and text that is not what it should be an Error. */
function fieldsOf(form: ClientForm): Record<string, unknown> {
  const settings = SETTING_FIELDS.map((field) => [field.name, spoken(field, form.settings[field.name])])
  const texts = [...CREDENTIAL_TEXTS, 'logo_base64' as const].map((name) => [name, form[name].trim() || null])
  return {
    ...(Object.fromEntries([...settings, ...texts]) as Record<string, unknown>),
    ...tokenFieldsOf(form),
    token_endpoint_auth_method: form.token_endpoint_auth_method,
    jwks: jwksOf(form.jwks)
  }
}

/** Fields that are never taken away, since the registration holds them empty. */
const ALWAYS_SAID = [
  'client_name',
  'grant_types',
  'redirect_uris',
  'contacts',
  'post_logout_redirect_uris',
  'request_uris'
]

function spoken({ name }: SettingField, value: FieldValue | undefined): unknown {
  const isKept = ALWAYS_SAID.includes(name)
  if (typeof value === 'string') return value.trim() || (isKept ? '' : null)
  if (Array.isArray(value)) {
    const entries = entriesOf(value)
    return entries.length || isKept ? entries : null
  }
  return value === false || value === undefined ? null : value
}

/** The members of a list that say something. */
export function entriesOf(list: readonly string[]): string[] {
  return list.map((entry) => entry.trim()).filter(Boolean)
}

/** What the contract says against one member of a list, such as one redirect URI. */
export function entryProblem(field: keyof typeof newClientSchema.shape, entry: string): string | undefined {
  if (!entry.trim()) return undefined
  return newClientSchema.shape[field].safeParse([entry.trim()]).error?.issues[0]?.message
}
