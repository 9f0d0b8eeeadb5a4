import { z } from '../../model'

const MISMATCH_IDS = [
  'server_stopped',
  'client_unknown',
  'client_blocked',
  'flow_off',
  'method_off',
  'method_differs',
  'grant_not_allowed',
  'public_client',
  'key_missing',
  'secret_missing',
  'certificate_missing',
  'certificate_needs_tls',
  'encryption_key_missing',
  'value_missing',
  'redirect_uri_not_registered',
  'response_type_not_allowed',
  'pkce_required',
  'pkce_plain_off',
  'nonce_required',
  'scope_openid_missing',
  'scope_openid_unexpected',
  'par_required',
  'request_object_required',
  'dpop_required'
] as const

const REPAIRS = [
  'switch_flow_on',
  'switch_method_on',
  'use_registered_method',
  'allow_grant',
  'generate_key',
  'generate_certificate',
  'switch_cors_on',
  'unblock',
  'start_server',
  'add_redirect_uri',
  'allow_response_type',
  'use_pkce',
  'switch_plain_pkce_on',
  'generate_nonce',
  'add_openid_scope',
  'remove_openid_scope',
  'use_par',
  'use_request_object',
  'use_dpop'
] as const

/** Why a request would be refused, and what mends it. Texts come from the catalogue by id. */
export const mismatchSchema = z.object({
  id: z.enum(MISMATCH_IDS),
  /** What the text names; for a repair, what it needs: `redirect_uri`, `response_type`. */
  values: z.record(z.string(), z.string()),
  repair: z.enum(REPAIRS).optional()
})
export type Mismatch = z.infer<typeof mismatchSchema>
