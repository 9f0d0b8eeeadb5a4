import type { RawRequest, ValueRole } from '../../../src-main/contract'
import type { CodeLine } from '../../ui'

/** What stands for a hidden secret; its length says nothing about the value. */
const MASK = '••••••••••••'
const SECRET: ReadonlySet<string> = new Set([
  ...['client_secret', 'client_assertion', 'password'],
  ...['access_token', 'refresh_token', 'id_token', 'assertion'],
  ...['code', 'code_verifier', 'device_code']
])
/** Members of an answer that keep their colour, and are hidden with the secrets. */
const ROLES: Readonly<Record<string, ValueRole>> = {
  access_token: 'access_token',
  refresh_token: 'refresh_token',
  id_token: 'id_token',
  code: 'code',
  device_code: 'device_code',
  user_code: 'user_code',
  request_uri: 'request_uri',
  scope: 'scope'
}

/** A request as it is read: the request line, the headers, then the form with one parameter a line. */
export function requestLines(request: RawRequest, hideSecrets: boolean): CodeLine[] {
  const { pathname, search } = new URL(request.url)
  return [
    [{ text: request.method, role: 'method' }, { text: ` ${pathname}${search}` }],
    ...request.headers.map(([name, value]) => headerLine(name, value, hideSecrets)),
    [{ text: '' }],
    ...parameterLines(request.parameters, hideSecrets)
  ]
}

/** One parameter a line, each value in its colour. */
export function parameterLines(parameters: RawRequest['parameters'], hideSecrets: boolean): CodeLine[] {
  return parameters.map(({ name, value, role }): CodeLine => [
    { text: `${name}=`, role: 'key' },
    { text: shown(value, role, hideSecrets), role }
  ])
}

function headerLine(name: string, value: string, hideSecrets: boolean): CodeLine {
  const [scheme, credentials] = name.toLowerCase() === 'authorization' ? value.split(' ', 2) : []
  if (!credentials) return [{ text: `${name}: `, role: 'key' }, { text: value }]
  return [
    { text: `${name}: `, role: 'key' },
    { text: `${scheme} ` },
    { text: shown(credentials, 'client_secret', hideSecrets), role: 'client_secret' }
  ]
}

function shown(value: string, role: ValueRole | undefined, hideSecrets: boolean): string {
  return hideSecrets && role && SECRET.has(role) ? MASK : value
}

/** The two halves of Basic credentials, still form-encoded (RFC 6749 §2.3.1); undefined where there are none. */
export function basicHalves(request: RawRequest): { id: string; secret: string } | undefined {
  const value = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1]
  if (!value?.startsWith('Basic ')) return undefined
  const [id = '', ...rest] = atob(value.slice('Basic '.length)).split(':')
  return { id, secret: rest.join(':') }
}

/** A JSON body with two spaces of indent, its token and scope in their colours; any other body as it came. */
export function bodyLines(body: string, hideSecrets: boolean): CodeLine[] {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    // Not JSON: the bytes themselves are what a person wants to see.
    return body.split('\n').map((text) => [{ text }])
  }
  return JSON.stringify(value, null, 2)
    .split('\n')
    .map((line) => jsonLine(line, hideSecrets))
}

function jsonLine(line: string, hideSecrets: boolean): CodeLine {
  const [, name, value, comma] = /^(\s*"[^"]*": )(.*?)(,?)$/.exec(line) ?? []
  if (name === undefined || value === undefined) return [{ text: line }]
  const role = ROLES[/"([^"]*)"/.exec(name)?.[1] ?? '']
  return [
    { text: name, role: 'key' },
    { text: hideSecrets && role && SECRET.has(role) ? `"${MASK}"` : value, role },
    { text: comma ?? '' }
  ]
}
