import {
  playgroundFlowKind,
  type PlaygroundAuthorization,
  type PlaygroundFlowName,
  type RawRequest
} from '../../contract'
import { codeRequest } from './code-request'
import type { CodeScript, CodeStep } from './code-script'
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
  /** Whether the tokens are of use with a proof of a key alone (RFC 9449). */
  readonly isBound: boolean
}

/** One request, as it stands. */
export function stepScript(request: RawRequest, secrets: SecretVariables): CodeScript {
  const step: CodeStep = { title: titleOf(request), request: codeRequest(request, secrets), keeps: [] }
  return { steps: [step], environment: secrets.list().map(({ name }) => name) }
}

/** A whole flow: what the person does, the token request, and what the token is good for. */
export function flowScript(source: ScriptSource, secrets: SecretVariables): CodeScript {
  const { request, userinfoUrl, isBound } = source
  const answers = new Map([
    [CODE_PLACE, 'CODE'],
    [DEVICE_CODE_PLACE, 'DEVICE_CODE'],
    [ACCESS_TOKEN, ACCESS_TOKEN]
  ])
  const token: CodeStep = {
    title: 'Ask for the tokens',
    request: codeRequest(request, secrets, answers),
    keeps: userinfoUrl && !isBound ? [{ member: 'access_token', variable: ACCESS_TOKEN }] : []
  }
  const claims = isBound ? provenUserinfoStep : userinfoStep
  const steps = [...before(source, secrets), token, ...(userinfoUrl ? [claims(userinfoUrl)] : [])]
  return { steps, environment: secrets.list().map(({ name }) => name) }
}

/** What a person does before there is anything to ask the token endpoint for. */
function before({ flow, authorization, deviceRequest }: ScriptSource, secrets: SecretVariables): CodeStep[] {
  const kind = playgroundFlowKind(flow)
  if (kind === 'browser' && authorization) return [signInStep(authorization)]
  return kind === 'device' && deviceRequest ? deviceSteps(deviceRequest, secrets) : []
}

function signInStep({ url, redirect_uri }: PlaygroundAuthorization): CodeStep {
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

function userinfoStep(url: string): CodeStep {
  return {
    title: 'Ask for the claims of the person',
    request: {
      method: 'GET',
      url,
      headers: [
        ['Accept', ['application/json']],
        ['Authorization', ['Bearer ', { variable: ACCESS_TOKEN }]]
      ]
    },
    keeps: []
  }
}

/** A proof names the token that it goes with and works once (RFC 9449 §4.2, §7), so that none can be written down before there is one. */
function provenUserinfoStep(url: string): CodeStep {
  const title = `UserInfo needs a proof of its own: sign one for GET ${url} with the hash of the access token as ath, and send it as DPoP beside Authorization: DPoP (RFC 9449 §7.1)`
  return { title, keeps: [] }
}

/** A request's own name: the last part of its address. */
function titleOf({ url }: RawRequest): string {
  return new URL(url).pathname.split('/').at(-1) ?? url
}
