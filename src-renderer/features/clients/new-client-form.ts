import {
  CLIENT_AUTHENTICATION,
  newClientSchema,
  z,
  type ClientAuthenticationName,
  type NewClient
} from '../../../src-main/contract'
import { entriesOf } from './client-form'
import { jwksOf } from './jwks-text'

export const KEY_SOURCES = ['generate', 'jwks', 'jwks_uri'] as const
export type KeySource = (typeof KEY_SOURCES)[number]

/** What is asked of a new service; all but the method may be left empty. */
export interface NewClientForm {
  client_name: string
  token_endpoint_auth_method: ClientAuthenticationName
  scope: string
  client_uri: string
  redirect_uris: string[]
  keySource: KeySource
  jwks: string
  jwks_uri: string
}

export function emptyNewClient(): NewClientForm {
  return {
    client_name: '',
    token_endpoint_auth_method: 'client_secret_basic',
    scope: '',
    client_uri: '',
    redirect_uris: [],
    keySource: 'generate',
    jwks: '',
    jwks_uri: ''
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
    else if (source === 'jwks' && !jwks) problem('jwks', 'is required: paste the public keys')
    if (source === 'jwks_uri' && !form.jwks_uri.trim())
      problem('jwks_uri', 'is required: where are the keys?')
    return {
      client_name: form.client_name,
      token_endpoint_auth_method: form.token_endpoint_auth_method,
      redirect_uris: entriesOf(form.redirect_uris),
      scope: form.scope.trim() || undefined,
      client_uri: form.client_uri.trim() || undefined,
      jwks: jwks instanceof Error ? undefined : (jwks ?? undefined),
      jwks_uri: source === 'jwks_uri' ? form.jwks_uri.trim() || undefined : undefined
    } as NewClient
  })
  .pipe(newClientSchema)

function needsKey(form: NewClientForm): boolean {
  return CLIENT_AUTHENTICATION[form.token_endpoint_auth_method].proof === 'key'
}
