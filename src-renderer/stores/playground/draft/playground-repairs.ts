import {
  FLOWS,
  grantTypesOfResponseType,
  type Draft,
  type Mismatch,
  type ResponseType
} from '../../../../src-main/contract'
import type { PanelClient } from '../../../api'
import { generatedValue } from './generated-value'
import type { DraftForm } from './playground-draft'

type Repair = NonNullable<Mismatch['repair']>
type Mend = (api: PanelClient, draft: Draft, values: Mismatch['values']) => Promise<unknown>

/** What is mended on the server, through the contract. */
const ON_SERVER: Partial<Record<Repair, Mend>> = {
  switch_flow_on: (api, { flow }) => api.settings.update({ flows: { [flow]: true } }),
  switch_method_on: (api, draft) => switchMethodOn(api, draft),
  switch_plain_pkce_on: (api) => api.settings.update({ pkce: { plain: true } }),
  allow_grant: (api, { client_id, flow }) => allowGrants(api, client_id, FLOWS[flow].grantTypes),
  switch_cors_on: (api) => api.settings.update({ cors: { enabled: true } }),
  generate_certificate: (api, { client_id }) => api.playground.makeCertificate({ client_id }),
  generate_key: (api, { client_id }) => api.playground.generateKey({ client_id }),
  unblock: (api, { client_id }) => api.clients.unblock({ client_id }),
  start_server: (api) => api.server.start(),
  add_redirect_uri: (api, draft, values) => addRedirectUri(api, draft, values.redirect_uri),
  allow_response_type: (api, draft, values) => allowResponseType(api, draft, values.response_type)
}

/** What is mended in the draft itself. */
const IN_FORM: Partial<Record<Repair, (form: DraftForm) => void>> = {
  use_registered_method: (form) => (form.method = undefined),
  use_pkce: (form) => (form.authorization.pkce = 'S256'),
  generate_nonce: (form) => (form.values.nonce = generatedValue()),
  add_openid_scope: (form) => (form.scope = `openid ${form.scope}`.trim()),
  remove_openid_scope: (form) => (form.scope = form.scope.replace(/(^|\s)openid(?=\s|$)/g, ' ').trim()),
  use_par: (form) => (form.authorization.par = true),
  use_request_object: (form) => (form.authorization.request_object = true),
  use_dpop: (form) => (form.dpop = true)
}

/** Whether a repair changes the draft alone, which everybody may. */
export const isInForm = (repair: Repair): boolean => IN_FORM[repair] !== undefined

/** Mends what would make the server refuse a draft. */
export async function repairDraft(
  api: PanelClient,
  { form, draft }: { form: DraftForm; draft: Draft },
  { repair, values }: Pick<Mismatch, 'repair' | 'values'>
): Promise<void> {
  if (!repair) return
  IN_FORM[repair]?.(form)
  await ON_SERVER[repair]?.(api, draft, values)
}

async function switchMethodOn(api: PanelClient, { client_id, method }: Draft): Promise<void> {
  const name = method ?? (await api.clients.get({ client_id })).token_endpoint_auth_method
  await api.settings.update({ client_authentication: { [name]: true } })
}

async function allowGrants(api: PanelClient, client_id: string, grants: readonly string[]): Promise<void> {
  const { grant_types } = await api.clients.get({ client_id })
  const allowed = [...new Set([...grant_types, ...grants])] as typeof grant_types
  await api.clients.update({ params: { client_id }, body: { grant_types: allowed } })
}

async function addRedirectUri(api: PanelClient, { client_id }: Draft, uri = ''): Promise<void> {
  const { redirect_uris = [] } = await api.clients.get({ client_id })
  await api.clients.update({ params: { client_id }, body: { redirect_uris: [...redirect_uris, uri] } })
}

/** A response type goes with its grants (RFC 7591 §2.1). */
async function allowResponseType(api: PanelClient, { client_id }: Draft, type = ''): Promise<void> {
  const { response_types = [], grant_types } = await api.clients.get({ client_id })
  const responseType = type as ResponseType
  await api.clients.update({
    params: { client_id },
    body: {
      response_types: [...response_types, responseType],
      grant_types: [...new Set([...grant_types, ...grantTypesOfResponseType(responseType)])]
    }
  })
}
