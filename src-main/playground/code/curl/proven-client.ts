import type { Draft, RawRequest } from '../../../contract'
import { say } from '../../../model'
import { RequestNotBuilt } from '../../request-not-built'

/** Who asks in a request, and by what it proves itself. */
export type ProvenClient = Pick<Draft, 'client_id' | 'client_secret' | 'method'>

/** Throws RequestNotBuilt for a request that names no client. */
export function provenClient({ headers, parameters }: RawRequest): ProvenClient {
  const basic = headers.find(
    ([name, value]) => name.toLowerCase() === 'authorization' && /^basic /i.test(value)
  )
  if (basic) return ofBasic(basic[1].slice('basic '.length))
  const given = new Map(parameters.map(({ name, value }) => [name, value]))
  const assertion = given.get('client_assertion')
  const client_id = given.get('client_id') ?? (assertion ? subjectOf(assertion) : undefined)
  if (!client_id) throw new RequestNotBuilt([{ path: ['command'], message: say('curl_clientless') }])
  const client_secret = given.get('client_secret')
  if (assertion)
    return { client_id, method: isSymmetric(assertion) ? 'client_secret_jwt' : 'private_key_jwt' }
  return client_secret === undefined
    ? { client_id, method: 'none' }
    : { client_id, client_secret, method: 'client_secret_post' }
}

/** RFC 6749 §2.3.1: both parts are form-encoded. */
function ofBasic(credentials: string): ProvenClient {
  const joined = Buffer.from(credentials, 'base64').toString()
  const colon = joined.includes(':') ? joined.indexOf(':') : joined.length
  const [client_id, client_secret] = [joined.slice(0, colon), joined.slice(colon + 1)].map(formDecode)
  return { client_id: client_id ?? '', client_secret: client_secret ?? '', method: 'client_secret_basic' }
}

/** A bare percent sign is one: many clients don't encode. */
function formDecode(text: string): string {
  return new URLSearchParams(`=${text.replaceAll('&', '%26')}`).get('') ?? text
}

/** RFC 7523 §3: of an assertion about itself the subject is the client. */
function subjectOf(assertion: string): string | undefined {
  const { sub } = partOf(assertion, 1)
  return typeof sub === 'string' ? sub : undefined
}

function isSymmetric(assertion: string): boolean {
  const { alg } = partOf(assertion, 0)
  return typeof alg === 'string' && alg.startsWith('HS')
}

function partOf(jwt: string, index: number): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString())
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    // What isn't a JWT tells nothing.
    return {}
  }
}
