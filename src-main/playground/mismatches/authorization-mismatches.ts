import { playgroundFlowKind, type Mismatch } from '../../contract'
import {
  differInLoopbackPort,
  displayNameOf,
  isConfidential,
  parseScopeList,
  responseTypesOf,
  type Client
} from '../../model'
import type { Plan } from '../plan/plan'
import { present } from './present'

/** Why the authorization endpoint would refuse the request of a flow that has one. */
export function authorizationMismatches(plan: Plan): Mismatch[] {
  const { draft, client } = plan
  if (playgroundFlowKind(draft.flow) !== 'browser') return []
  return [
    ...(client ? registrationMismatches(plan, client) : []),
    ...openIdMismatches(plan),
    ...pkceMismatches(plan)
  ]
}

function registrationMismatches(
  { draft, redirect_uri, responseType, flow }: Plan,
  client: Client
): Mismatch[] {
  const { par, request_object } = draft.authorization
  const values = { name: displayNameOf(client), client_id: client.client_id }
  const isAllowed = responseType !== undefined && responseTypesOf(client).includes(responseType)
  const hasGrants = flow.grantTypes.every((grantType) => client.grant_types.includes(grantType))
  return present([
    !isRegistered(client, redirect_uri) && {
      id: 'redirect_uri_not_registered',
      values: { ...values, redirect_uri },
      repair: 'add_redirect_uri'
    },
    // Without the grant the response type follows; that repair is named already.
    hasGrants &&
      !isAllowed && {
        id: 'response_type_not_allowed',
        values: { ...values, response_type: responseType ?? '' },
        repair: 'allow_response_type'
      },
    client.require_pushed_authorization_requests && !par && { id: 'par_required', values, repair: 'use_par' },
    client.require_signed_request_object &&
      !request_object && { id: 'request_object_required', values, repair: 'use_request_object' }
  ])
}

/** RFC 8252 §7.3: a native client may choose the port of its loopback address. */
function isRegistered(client: Client, uri: string): boolean {
  return client.redirect_uris.some(
    (one) => one === uri || (client.application_type === 'native' && differInLoopbackPort(one, uri))
  )
}

/** OpenID Connect Core §3.1.2.1 and §3.2.2.1: the scope says which of two protocols it is, and a token at the redirect URI needs a nonce. */
function openIdMismatches({ draft, responseType }: Plan): Mismatch[] {
  const wantsOpenId = draft.flow.startsWith('openid_')
  const hasScope = parseScopeList(draft.scope).includes('openid')
  const needsNonce = wantsOpenId && responseType !== undefined && responseType.includes('id_token')
  return present([
    wantsOpenId && !hasScope && { id: 'scope_openid_missing', values: {}, repair: 'add_openid_scope' },
    !wantsOpenId && hasScope && { id: 'scope_openid_unexpected', values: {}, repair: 'remove_openid_scope' },
    needsNonce && !draft.values['nonce'] && { id: 'nonce_required', values: {}, repair: 'generate_nonce' }
  ])
}

/** RFC 7636 §4.3, RFC 9700 §2.1.1: public clients must send a challenge, others where it is wanted of them. */
function pkceMismatches({ draft, settings, client, responseType }: Plan): Mismatch[] {
  if (!responseType?.split(' ').includes('code')) return []
  const { pkce } = draft.authorization
  const isSent = pkce !== 'none' && Boolean(draft.values['code_verifier'])
  const isWanted =
    settings.pkce.required === 'all' || (client && (client.require_pkce || !isConfidential(client)))
  return present([
    isWanted && !isSent && { id: 'pkce_required', values: {}, repair: 'use_pkce' },
    isSent &&
      pkce === 'plain' &&
      !settings.pkce.plain && { id: 'pkce_plain_off', values: {}, repair: 'switch_plain_pkce_on' }
  ])
}
