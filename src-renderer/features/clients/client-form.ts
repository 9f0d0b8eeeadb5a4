import {
  newClientSchema,
  z,
  type AccessTokenFormat,
  type ClientChanges,
  type NewClient,
  type ShownClient,
  type SigningAlgorithm
} from '../../../src-main/contract'
import { jwksOf } from './jwks-text'

/** The fields of a client that its page edits; text that is empty means: not said. */
export interface ClientForm {
  client_name: string
  client_uri: string
  logo_uri: string
  redirect_uris: string[]
  contacts: string[]
  policy_uri: string
  tos_uri: string
  scope: string
  owner: string
  grant_types: ShownClient['grant_types']
  access_token_format: AccessTokenFormat | ''
  access_token_signing_alg: SigningAlgorithm | ''
  token_endpoint_auth_method: ShownClient['token_endpoint_auth_method']
  token_endpoint_auth_signing_alg: string
  /** The public keys as JSON text. */
  jwks: string
  jwks_uri: string
  /** Seconds; null: the server's. */
  lifetime: number | null
}

export function clientFormOf(client: ShownClient): ClientForm {
  return {
    client_name: client.client_name,
    client_uri: client.client_uri ?? '',
    logo_uri: client.logo_uri ?? '',
    redirect_uris: [...client.redirect_uris],
    contacts: [...client.contacts],
    policy_uri: client.policy_uri ?? '',
    tos_uri: client.tos_uri ?? '',
    scope: client.scope ?? '',
    owner: client.owner ?? '',
    grant_types: [...client.grant_types],
    access_token_format: client.access_token_format ?? '',
    access_token_signing_alg: client.access_token_signing_alg ?? '',
    token_endpoint_auth_method: client.token_endpoint_auth_method,
    token_endpoint_auth_signing_alg: client.token_endpoint_auth_signing_alg ?? '',
    jwks: client.jwks ? JSON.stringify(client.jwks, null, 2) : '',
    jwks_uri: client.jwks_uri ?? '',
    lifetime: client.lifetimes.access_token ?? null
  }
}

/** Checks a form by the contract's schema of a client, so that its messages are the server's own. */
export const clientFormSchema = z
  .custom<ClientForm>()
  .transform((form, context) => {
    const fields = fieldsOf(form)
    if (fields.jwks instanceof Error) {
      context.addIssue({ code: 'custom', path: ['jwks'], message: fields.jwks.message })
      return z.NEVER
    }
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null)) as NewClient
  })
  .pipe(newClientSchema)

/** The change that makes the client of `before` the client of `after`; `null` takes a field away. */
export function clientChanges(before: ClientForm, after: ClientForm): ClientChanges {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  return Object.fromEntries(
    Object.entries(now).filter(
      ([name, value]) => JSON.stringify(value) !== JSON.stringify(old[name as keyof typeof old])
    )
  )
}

/** The form as fields of a client: what was left empty is null, what is required has its value. */
function fieldsOf(form: ClientForm) {
  const { lifetime, client_name, jwks, redirect_uris, contacts, grant_types, ...texts } = form
  const spoken = Object.entries<string>(texts).map(([name, value]) => [name, value.trim() || null])
  return {
    ...(Object.fromEntries(spoken) as Record<keyof typeof texts, string | null>),
    client_name: client_name.trim(),
    grant_types,
    redirect_uris: entriesOf(redirect_uris),
    contacts: entriesOf(contacts),
    jwks: jwksOf(jwks),
    lifetimes: lifetime === null ? {} : { access_token: lifetime }
  }
}

/** The members of a list that say something. */
export function entriesOf(list: readonly string[]): string[] {
  return list.map((entry) => entry.trim()).filter(Boolean)
}

/** What the contract says against one member of a list, such as one redirect URI. */
export function entryProblem(field: 'redirect_uris' | 'contacts', entry: string): string | undefined {
  if (!entry.trim()) return undefined
  return newClientSchema.shape[field].safeParse([entry.trim()]).error?.issues[0]?.message
}

/** Whether a redirect URI goes over plain http to another machine, where a code can be read on the way. */
export function isInsecure(uri: string): boolean {
  const url = URL.canParse(uri) ? new URL(uri) : undefined
  return url?.protocol === 'http:' && !/^(localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname)
}
