import type { ValueRole } from '../contract'
import type { Parameter } from './authentication'

const ROLES: Readonly<Record<string, ValueRole>> = {
  client_id: 'client_id',
  client_secret: 'client_secret',
  client_assertion: 'client_assertion',
  scope: 'scope',
  token: 'access_token',
  access_token: 'access_token',
  refresh_token: 'refresh_token',
  id_token: 'id_token',
  id_token_hint: 'id_token',
  assertion: 'assertion',
  password: 'password',
  state: 'state',
  nonce: 'nonce',
  code: 'code',
  code_challenge: 'code_challenge',
  code_verifier: 'code_verifier',
  redirect_uri: 'redirect_uri',
  request_uri: 'request_uri',
  request: 'request_object',
  device_code: 'device_code',
  user_code: 'user_code'
}

/** A parameter with the role that its name has. */
export function parameterOf(name: string, value: string): Parameter {
  const role = ROLES[name]
  return { name, value, ...(role && { role }) }
}

/** The parameters of a query or a form, in their order. */
export function parametersOf(text: string): Parameter[] {
  return [...new URLSearchParams(text)].map(([name, value]) => parameterOf(name, value))
}
