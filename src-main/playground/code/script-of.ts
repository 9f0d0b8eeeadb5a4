import {
  playgroundFlowKind,
  type PlaygroundAuthorization,
  type PlaygroundFlowName,
  type RawRequest
} from '../../contract'
import { codeRequest } from './code-request'
import type { CodeRequest, CodeScript, CodeStep, Text } from './code-script'
import type { SecretVariables } from './secret-variables'

/** What stands in a prepared request in the place of something that an earlier step brings. */
const CODE_PLACE = '‹code›'
const DEVICE_CODE_PLACE = '‹device_code›'
const ACCESS_TOKEN = 'ACCESS_TOKEN'

/** What a script is made of: the requests of a flow in their order, as they were prepared. */
export interface ScriptSource {
  readonly flow: PlaygroundFlowName
  /** The token request. */
  readonly request: RawRequest
  readonly authorization?: PlaygroundAuthorization
  /** What starts a device flow. */
  readonly deviceRequest?: RawRequest
  /** Where the claims of a person are asked for; left out where no person takes part. */
  readonly userinfoUrl?: string
  /** Of tokens that are of use with a proof of a key alone (RFC 9449): what the server calls an address in it. */
  readonly htuOf?: (url: string) => string
}

/** One request, as it stands. */
export function stepScript(request: RawRequest, secrets: SecretVariables): CodeScript {
  const step: CodeStep = { title: titleOf(request), request: codeRequest(request, secrets), keeps: [] }
  return { steps: [step], environment: secrets.list().map(({ name }) => name) }
}

/** A whole flow: what the person does, the token request, and what the token is good for. */
export function flowScript(source: ScriptSource, secrets: SecretVariables): CodeScript {
  const { request, userinfoUrl, htuOf } = source
  const answers = new Map([
    [CODE_PLACE, 'CODE'],
    [DEVICE_CODE_PLACE, 'DEVICE_CODE'],
    [ACCESS_TOKEN, ACCESS_TOKEN]
  ])
  const token: CodeStep = {
    title: 'Ask for the tokens',
    request: proven(codeRequest(request, secrets, answers), htuOf),
    keeps: userinfoUrl ? [{ member: 'access_token', variable: ACCESS_TOKEN }] : []
  }
  const claims = userinfoUrl ? [userinfoStep(userinfoUrl, htuOf)] : []
  const steps = [...before(source, secrets), token, ...claims]
  return { steps, environment: secrets.list().map(({ name }) => name) }
}

/** What a person does before there is anything to ask the token endpoint for. */
function before({ flow, authorization, deviceRequest }: ScriptSource, secrets: SecretVariables): CodeStep[] {
  const kind = playgroundFlowKind(flow)
  if (kind === 'browser' && authorization) return [signInStep(authorization)]
  return kind === 'device' && deviceRequest ? deviceSteps(deviceRequest, secrets) : []
}

function signInStep({ url: prepared, redirect_uri }: PlaygroundAuthorization): CodeStep {
  const url = withoutKey(prepared)
  const text = `Sign in there; then paste the code that stands in the address of ${redirect_uri}:`
  return { title: 'Let a person sign in', question: { text, open: [url], variable: 'CODE' }, keeps: [] }
}

function deviceSteps(request: RawRequest, secrets: SecretVariables): CodeStep[] {
  const open = [{ variable: 'VERIFICATION_URI_COMPLETE' }]
  return [
    {
      title: 'Start the device',
      request: codeRequest(request, secrets),
      keeps: [
        { member: 'device_code', variable: 'DEVICE_CODE' },
        { member: 'verification_uri_complete', variable: 'VERIFICATION_URI_COMPLETE' }
      ]
    },
    { title: 'Let a person agree', question: { text: 'Agree there, then press Enter.', open }, keeps: [] }
  ]
}

function userinfoStep(url: string, htuOf: ScriptSource['htuOf']): CodeStep {
  const accessToken = [{ variable: ACCESS_TOKEN }]
  const request: CodeRequest = {
    method: 'GET',
    url,
    headers: [
      ['Accept', ['application/json']],
      ['Authorization', [htuOf ? 'DPoP ' : 'Bearer ', ...accessToken]]
    ]
  }
  return {
    title: 'Ask for the claims of the person',
    request: proven(request, htuOf, accessToken),
    keeps: []
  }
}

/** A proof works once and names the token that it goes with (RFC 9449 §4.2, §7): the script makes its own, with a key of its own. */
function proven(request: CodeRequest, htuOf: ScriptSource['htuOf'], accessToken?: Text): CodeRequest {
  if (!htuOf) return request
  const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'dpop')
  return { ...request, headers, proof: { htu: htuOf(request.url), ...(accessToken && { accessToken }) } }
}

/** The code is not bound to the playground's key, which the script doesn't have (RFC 9449 §10). */
function withoutKey(url: string): string {
  return url.replace(/([?&])dpop_jkt=[^&#]*(&|$)/, (_, before: string, after: string) =>
    after ? before : ''
  )
}

/** A request's own name: the last part of its address. */
function titleOf({ url }: RawRequest): string {
  return new URL(url).pathname.split('/').at(-1) ?? url
}
