import {
  flowOfResponseType,
  isResponseTypeOn,
  normalizeResponseType,
  RESPONSE_TYPES,
  responseTypesOf,
  type Client,
  type FlowName,
  type ResponseType,
  type Settings
} from '../../../model'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'

export interface ReadResponseType {
  readonly responseType: ResponseType
  readonly flow: FlowName
}

/**
 * What a request wants (RFC 6749 §3.1.1): known, with the switch of its flow on, and registered by the client. Throws OAuthError
 * with the codes of RFC 6749 §4.1.2.1.
 */
export function requireResponseType(
  client: Client,
  settings: Settings,
  form: Form,
  isOpenId: boolean
): ReadResponseType {
  const asked = form.require('response_type', `expected is ${offered(settings)} (RFC 6749 section 3.1.1).`)
  const responseType = normalizeResponseType(asked)
  if (!responseType)
    throw new OAuthError(
      'unsupported_response_type',
      'response-type-unknown',
      `The response_type ${asked} is not known; expected is ${offered(settings)}.`
    )
  const flow = flowOfResponseType(responseType, isOpenId)
  if (!settings.flows[flow])
    throw new OAuthError(
      'unsupported_response_type',
      'flow-off',
      `The response_type ${responseType} is switched off on this server for a request ${isOpenId ? 'with' : 'without'} the scope openid; the switch is flows.${flow}.`
    )
  const registered = responseTypesOf(client)
  if (!registered.includes(responseType))
    throw new OAuthError(
      'unauthorized_client',
      'response-type-not-allowed',
      `This client may not use the response_type ${responseType}; it is registered with ${registered.join(', ') || 'none'}.`
    )
  return { responseType, flow }
}

function offered({ flows }: Settings): string {
  const on = RESPONSE_TYPES.filter((type) => isResponseTypeOn(flows, type))
  return on.length ? on.join(', ') : 'nothing, since every flow is switched off'
}
