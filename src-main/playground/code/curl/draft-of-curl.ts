import {
  PLAYGROUND_FIELDS,
  type Draft,
  type ParsedCurl,
  type PlaygroundFlowName,
  type RawRequest
} from '../../../contract'
import { FLOWS, flowOfResponseType, RESPONSE_TYPES, say, type FlowName } from '../../../model'
import { draftSchema } from '../../../contract'
import { RequestNotBuilt } from '../../request-not-built'
import { provenClient, type ProvenClient } from './proven-client'
import { readCurl } from './curl-request'

/** Parameters that the draft has a place of its own for; a code and its kind are of a flow that is over. */
const PLACED = [
  ...['grant_type', 'client_id', 'client_secret', 'client_assertion', 'client_assertion_type', 'scope'],
  ...['response_type', 'response_mode', 'redirect_uri', 'code', 'code_challenge', 'code_challenge_method'],
  ...['device_code', 'assertion']
]

/** A draft out of a curl command of a token or authorization request. Throws RequestNotBuilt that says what is missing. */
export function draftOfCurl(command: string): ParsedCurl {
  const { request, ignored } = readCurl(command)
  const client = provenClient(request)
  const draft = draftSchema.parse(draftOf(request, client))
  return { draft, request, ignored: [...ignored] }
}

function draftOf({ parameters }: RawRequest, client: ProvenClient): Draft {
  const given = new Map(parameters.map(({ name, value }) => [name, value]))
  const flow = flowOf(given)
  const fields = PLAYGROUND_FIELDS[flow].map(({ name }) => name)
  const values = [...given].filter(([name]) => fields.includes(name))
  const rest = parameters.filter(({ name }) => !PLACED.includes(name) && !fields.includes(name))
  const further = rest.map(({ name, value }): [string, string] => [name, value])
  const isBrowser = given.has('response_type')
  const scope = given.get('scope')
  return {
    flow,
    ...client,
    ...(scope ? { scope } : {}),
    ...(responseTypeOf(given) ? { response_type: responseTypeOf(given) } : {}),
    authorization: authorizationOf(given, isBrowser ? further : []),
    values: Object.fromEntries(values),
    parameters: isBrowser ? [] : further
  }
}

function flowOf(given: ReadonlyMap<string, string>): PlaygroundFlowName {
  const isOpenId = given.get('scope')?.split(' ').includes('openid') ?? false
  const responseType = responseTypeOf(given)
  if (responseType) return flowOfResponseType(responseType, isOpenId)
  const grant = given.get('grant_type')
  if (grant === 'authorization_code') return isOpenId ? 'openid_code' : 'oauth2_code'
  const known = (Object.keys(FLOWS) as FlowName[]).find((name) =>
    (FLOWS[name].grantTypes as readonly string[]).includes(grant ?? '')
  )
  if (known) return known
  const grants = [...new Set(Object.values(FLOWS).flatMap(({ grantTypes }) => [...grantTypes]))]
  throw new RequestNotBuilt([
    {
      path: ['command'],
      message: say('curl_purpose', { grants: grants.join(', ') })
    }
  ])
}

function responseTypeOf(given: ReadonlyMap<string, string>) {
  return RESPONSE_TYPES.find((type) => type === given.get('response_type'))
}

function authorizationOf(
  given: ReadonlyMap<string, string>,
  parameters: [string, string][]
): Draft['authorization'] {
  const redirect_uri = given.get('redirect_uri')
  const response_mode = given.get('response_mode')
  const method = given.get('code_challenge_method') ?? (given.has('code_challenge') ? 'plain' : undefined)
  const hasNone = given.has('response_type') && method === undefined
  return {
    ...(redirect_uri ? { redirect_uri } : {}),
    ...(response_mode ? { response_mode } : {}),
    pkce: hasNone ? 'none' : method === 'plain' ? 'plain' : 'S256',
    parameters
  }
}
