import { nearestName } from '../profile/nearest-name'
import { say } from '../messages/say'

/** A place in a template that is filled in when a token is made: what it reads, step by step. */
export interface Placeholder {
  /** As it is written between the braces. */
  readonly text: string
  readonly path: readonly string[]
}

/** What a placeholder may begin with. */
export const TEMPLATE_ROOTS = ['user', 'client', 'scope', 'scopes', 'issuer'] as const

/** The fields of a client that a template may read: what anybody may know of it. */
export const TEMPLATE_CLIENT_FIELDS = [
  'client_id',
  'client_name',
  'client_uri',
  'logo_uri',
  'application_type',
  'contacts',
  'software_id',
  'software_version',
  'owner',
  'claims'
] as const

/** What is written between two pairs of braces. */
const BRACES = /\{\{(.*?)\}\}/g
const STEP = /^(?:\.([A-Za-z0-9_:#-]+)|\[(?:(\d{1,4})|"([^"]{1,200})"|'([^']{1,200})')\])/

/** A text, cut into what stays and what is filled in. */
export function templateParts(text: string): readonly (string | Placeholder)[] {
  const parts: (string | Placeholder)[] = []
  let end = 0
  for (const match of text.matchAll(BRACES)) {
    const placeholder = readPlaceholder(match[1] ?? '')
    if (typeof placeholder === 'string') continue
    if (match.index > end) parts.push(text.slice(end, match.index))
    parts.push(placeholder)
    end = match.index + match[0].length
  }
  if (end < text.length) parts.push(text.slice(end))
  return parts
}

/** What is wrong with the placeholders of a text; undefined: nothing. */
export function templateProblem(text: string): string | undefined {
  for (const [, inner = ''] of text.matchAll(BRACES)) {
    const read = readPlaceholder(inner)
    if (typeof read === 'string') return read
  }
  const rest = text.replaceAll(BRACES, '')
  return rest.includes('{{') || rest.includes('}}') ? say('braces') : undefined
}

/** The placeholder, or what is wrong with it. */
function readPlaceholder(inner: string): Placeholder | string {
  const text = inner.trim()
  const [root = ''] = /^[A-Za-z_]+/.exec(text) ?? []
  if (!(TEMPLATE_ROOTS as readonly string[]).includes(root)) return unknown(text, root, TEMPLATE_ROOTS)
  const path = [root]
  let rest = text.slice(root.length)
  while (rest) {
    const step = STEP.exec(rest)
    if (!step) return say('placeholder_path', { text })
    path.push(step[1] ?? step[2] ?? step[3] ?? step[4] ?? '')
    rest = rest.slice(step[0].length)
  }
  return problemOfPath(text, path) ?? { text, path }
}

function problemOfPath(text: string, [root, field]: readonly string[]): string | undefined {
  const isWhole = root === 'issuer' || root === 'scope' || root === 'scopes'
  if (isWhole) return undefined
  if (field === undefined)
    return say('placeholder_open', {
      text,
      root: root ?? '',
      example: root === 'user' ? 'user.email' : 'client.client_id'
    })
  if (root === 'client' && !(TEMPLATE_CLIENT_FIELDS as readonly string[]).includes(field))
    return unknown(text, field, TEMPLATE_CLIENT_FIELDS)
  return undefined
}

function unknown(text: string, name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known)
  return nearest
    ? say('placeholder_near', { text, nearest })
    : say('placeholder_among', { text, known: known.join(', ') })
}
