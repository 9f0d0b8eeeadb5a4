import {
  flowOfResponseType,
  flowsOfGrantType,
  GRANT_TYPES,
  normalizeResponseType,
  type ExchangeDetail,
  type FlowName
} from '../../../../src-main/contract'
import { parametersOf } from './body-text'

/** What the playground is opened with, so that it builds such a request anew: flow, client, scope and person. */
export function playgroundQuery({ exchange, request }: ExchangeDetail): Record<string, string> {
  const sent = request
    ? parametersOf(request, `${request.method} ${request.target} HTTP/${request.httpVersion}`)
    : []
  const valueOf = (name: string) => sent.find(([one]) => one === name)?.[1] || undefined
  const scope = valueOf('scope')
  const flow = flowOf(exchange.grant_type, valueOf('response_type'), scope)
  const query = { flow, client: exchange.client_id, scope, user: exchange.user }
  return Object.fromEntries(
    Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined)
  )
}

function flowOf(
  grantType: string | undefined,
  responseType: string | undefined,
  scope: string | undefined
): FlowName | undefined {
  const isOpenId = scope?.split(' ').includes('openid') ?? false
  const asked = responseType === undefined ? undefined : normalizeResponseType(responseType)
  if (asked) return flowOfResponseType(asked, isOpenId)
  const grant = GRANT_TYPES.find((one) => one === grantType)
  const flows = grant === undefined ? [] : flowsOfGrantType(grant)
  return flows.find((name) => name.startsWith('openid_') === isOpenId) ?? flows[0]
}
