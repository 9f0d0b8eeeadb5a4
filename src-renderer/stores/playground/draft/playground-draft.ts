import {
  PLAYGROUND_FIELDS,
  playgroundFlowKind,
  playgroundResponseTypes,
  type ClientAuthenticationName,
  type CompleteDraft,
  type Draft,
  type FlowName,
  type ResponseType
} from '../../../../src-main/contract'
import { generatedValue } from './generated-value'

/** A parameter as a form holds it. */
export interface FormParameter {
  name: string
  value: string
}

/** How the authorization request is made; empty means: as it is by itself. */
export interface AuthorizationForm {
  pkce: CompleteDraft['authorization']['pkce']
  redirect_uri: string
  response_mode: string
  par: boolean
  request_object: boolean
  parameters: FormParameter[]
}

/** What a person chose, as the form holds it; `undefined` and empty mean: as the client is registered. */
export interface DraftForm {
  flow: FlowName
  client_id: string
  method: ClientAuthenticationName | undefined
  client_secret: string | undefined
  scope: string
  response_type: ResponseType | undefined
  /** What the flow asks for besides, by name; those of other flows stay while the person looks around. */
  values: Record<string, string>
  /** Of the token request. */
  parameters: FormParameter[]
  authorization: AuthorizationForm
  dpop: boolean
  /** Whether requests are sent as a browser sends them for a page, and of which origin; empty: where the client's pages are. */
  asPage: boolean
  pageOrigin: string
  /** The issuer that is asked; empty: this server. */
  issuer: string
  mutation: string | undefined
}

export function emptyDraftForm(): DraftForm {
  return {
    flow: 'openid_code',
    client_id: '',
    method: undefined,
    client_secret: undefined,
    scope: '',
    response_type: undefined,
    values: {},
    parameters: [],
    authorization: emptyAuthorization(),
    dpop: false,
    asPage: false,
    pageOrigin: '',
    issuer: '',
    mutation: undefined
  }
}

function emptyAuthorization(): AuthorizationForm {
  return {
    pkce: 'S256',
    redirect_uri: '',
    response_mode: '',
    par: false,
    request_object: false,
    parameters: []
  }
}

/** The response type that a form asks for: the chosen one where the flow has it, else the flow's first. */
export function responseTypeOf({ flow, response_type }: DraftForm): ResponseType | undefined {
  const types = playgroundResponseTypes(flow)
  return types.find((type) => type === response_type) ?? types[0]
}

/** The form as the contract wants it: without what was left as it is. */
export function draftOf(form: DraftForm): Draft {
  const scope = form.scope.trim().replace(/\s+/g, ' ')
  const response_type = responseTypeOf(form)
  return {
    flow: form.flow,
    client_id: form.client_id,
    ...(form.method ? { method: form.method } : {}),
    ...(form.client_secret === undefined ? {} : { client_secret: form.client_secret }),
    ...(scope ? { scope } : {}),
    ...(response_type ? { response_type } : {}),
    ...(playgroundFlowKind(form.flow) === 'browser' ? { authorization: authorizationOf(form) } : {}),
    ...(form.dpop ? { dpop: true } : {}),
    ...(form.asPage ? { page: form.pageOrigin.trim() ? { origin: form.pageOrigin.trim() } : {} } : {}),
    ...(form.issuer.trim() ? { target: { issuer: form.issuer.trim() } } : {}),
    ...(form.mutation ? { mutation: form.mutation } : {}),
    values: valuesOf(form),
    parameters: pairsOf(form.parameters)
  }
}

function authorizationOf({ authorization }: DraftForm): NonNullable<Draft['authorization']> {
  const { pkce, redirect_uri, response_mode, par, request_object, parameters } = authorization
  return {
    pkce,
    par,
    request_object,
    parameters: pairsOf(parameters),
    ...(redirect_uri.trim() ? { redirect_uri: redirect_uri.trim() } : {}),
    ...(response_mode ? { response_mode } : {})
  }
}

const pairsOf = (parameters: readonly FormParameter[]): [string, string][] =>
  parameters.filter(({ name }) => name !== '').map(({ name, value }) => [name, value])

const rowsOf = (pairs: readonly (readonly [string, string])[] = []): FormParameter[] =>
  pairs.map(([name, value]) => ({ name, value }))

/** A draft as the form shows it. */
export function draftFormOf(draft: Draft): DraftForm {
  const { pkce = 'S256', par = false, request_object = false, ...chosen } = draft.authorization ?? {}
  return {
    flow: draft.flow,
    client_id: draft.client_id,
    method: draft.method,
    client_secret: draft.client_secret,
    scope: draft.scope ?? '',
    response_type: draft.response_type,
    values: { ...draft.values },
    parameters: rowsOf(draft.parameters),
    authorization: {
      pkce,
      par,
      request_object,
      redirect_uri: chosen.redirect_uri ?? '',
      response_mode: chosen.response_mode ?? '',
      parameters: rowsOf(chosen.parameters)
    },
    dpop: draft.dpop ?? false,
    asPage: draft.page !== undefined,
    pageOrigin: draft.page?.origin ?? '',
    issuer: draft.target?.issuer ?? '',
    mutation: draft.mutation
  }
}

/**
 * What an answer belongs to. In a flow with a browser or a device, what the token request alone says may still change
 * between its steps.
 */
export function anchorOf(form: DraftForm): string {
  const draft = draftOf(form)
  if (playgroundFlowKind(form.flow) === 'direct') return JSON.stringify(draft)
  const {
    method: _method,
    client_secret: _secret,
    parameters: _parameters,
    page: _page,
    mutation: _wrong,
    ...rest
  } = draft
  const { code_verifier: _verifier, ...values } = rest.values ?? {}
  return JSON.stringify({ ...rest, values })
}

/** Characters of a generated value; one that a person typed is left alone. */
const GENERATED = /^[\w-]{43}$/

/** Makes the values of the flow that nobody can guess: those that are not there yet, or `anew` those that were made before. */
export function generateValues(form: DraftForm, anew = false): void {
  for (const { name, generated } of PLAYGROUND_FIELDS[form.flow]) {
    const value = form.values[name]
    if (generated && (value === undefined || (anew && GENERATED.test(value))))
      form.values[name] = generatedValue()
  }
}

/** The values of the chosen flow alone, each as it was typed or as it is at first. */
function valuesOf({ flow, values }: DraftForm): Record<string, string> {
  return Object.fromEntries(
    PLAYGROUND_FIELDS[flow]
      .filter(({ name, generated }) => !generated || values[name] !== undefined)
      .map(({ name, initial = '' }) => [name, values[name] ?? initial])
  )
}
