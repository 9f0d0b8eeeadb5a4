import {
  CLIENT_AUTHENTICATION,
  newClientSchema,
  say,
  z,
  type AccessTokenFormat,
  type ClientAuthenticationName,
  type ClientKind,
  type NewClient
} from '../../../../src-main/contract'
import { jwksOf } from '../credentials/jwks-text'
import { entriesOf } from '../settings/client-form'
import { KIND_PLANS } from './kind-plans'

export const KEY_SOURCES = ['generate', 'jwks', 'jwks_uri'] as const
export type KeySource = (typeof KEY_SOURCES)[number]

/** What is asked of a new client; all but the method may be left empty. */
export interface NewClientForm {
  kind: ClientKind
  client_name: string
  token_endpoint_auth_method: ClientAuthenticationName
  scope: string
  client_uri: string
  redirect_uris: string[]
  keySource: KeySource
  jwks: string
  jwks_uri: string
  access_token_format: AccessTokenFormat | ''
  /** Seconds; null: the server's. */
  accessLifetime: number | null
  refreshLifetime: number | null
}

export function emptyNewClient(kind: ClientKind): NewClientForm {
  return {
    kind,
    client_name: '',
    token_endpoint_auth_method: KIND_PLANS[kind].methods[0]!,
    scope: '',
    client_uri: '',
    redirect_uris: KIND_PLANS[kind].redirects.length ? [''] : [],
    keySource: 'generate',
    jwks: '',
    jwks_uri: '',
    access_token_format: '',
    accessLifetime: null,
    refreshLifetime: null
  }
}

/** Whether the server is asked to make the key pair: then the client is made in steps. */
export function wantsKeyPair(form: NewClientForm): boolean {
  return needsKey(form) && form.keySource === 'generate'
}

/** From the form to the contract's new client; its messages are the contract's. */
export const newClientFormSchema = z
  .custom<NewClientForm>()
  .transform((form, context) => {
    const problem = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    const source = needsKey(form) ? form.keySource : undefined
    const jwks = source === 'jwks' ? jwksOf(form.jwks) : null
    if (jwks instanceof Error) problem('jwks', jwks.message)
    else if (source === 'jwks' && !jwks) problem('jwks', say('keys_needed'))
    if (source === 'jwks_uri' && !form.jwks_uri.trim()) problem('jwks_uri', say('keys_place_needed'))
    const redirect_uris = entriesOf(form.redirect_uris)
    if (KIND_PLANS[form.kind].redirects.length && !redirect_uris.length)
      problem('redirect_uris', say('redirect_needed'))
    return {
      ...plannedFields(form),
      redirect_uris,
      jwks: jwks instanceof Error ? undefined : (jwks ?? undefined),
      jwks_uri: source === 'jwks_uri' ? form.jwks_uri.trim() || undefined : undefined
    } as NewClient
  })
  .pipe(newClientSchema)

function plannedFields(form: NewClientForm): NewClient {
  const { grants, isNative, requiresPkce } = KIND_PLANS[form.kind]
  const { accessLifetime, refreshLifetime } = form
  return {
    client_name: form.client_name,
    token_endpoint_auth_method: form.token_endpoint_auth_method,
    grant_types: [...grants],
    scope: form.scope.trim() || undefined,
    client_uri: form.client_uri.trim() || undefined,
    access_token_format: form.access_token_format || undefined,
    lifetimes: {
      ...(accessLifetime === null ? {} : { access_token: accessLifetime }),
      ...(refreshLifetime === null ? {} : { refresh_token: refreshLifetime })
    },
    ...(isNative && { application_type: 'native' as const }),
    ...(requiresPkce && { require_pkce: true })
  }
}

function needsKey(form: NewClientForm): boolean {
  return CLIENT_AUTHENTICATION[form.token_endpoint_auth_method].proof === 'key'
}
