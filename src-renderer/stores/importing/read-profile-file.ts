import { readJson } from '../../../src-main/contract'
import type { ProfileDocument } from '../profile'

/** Why a file can't be a profile: nothing in it, or neither JSON nor YAML; `detail` says where, in the parser's words. */
export class UnreadableProfile extends Error {
  constructor(
    readonly reason: 'empty' | 'syntax' | 'shape',
    readonly detail = ''
  ) {
    super(`${reason} ${detail}`)
  }
}

/** The document in a file of JSON or YAML. Throws UnreadableProfile. */
export async function readProfileFile(text: string): Promise<ProfileDocument> {
  const content = text.replace(/^\uFEFF/, '')
  if (content.trim() === '') throw new UnreadableProfile('empty')
  const document = await parsed(content)
  if (typeof document !== 'object' || document === null || Array.isArray(document))
    throw new UnreadableProfile('shape')
  return document as ProfileDocument
}

/** JSON is tried first, being much the faster; YAML 1.2 holds all of it and names the line of a fault, a name that stands twice among them. */
async function parsed(content: string): Promise<unknown> {
  const fromJson = readJson(content)
  if (fromJson) return fromJson.value
  const { parseDocument } = await import('yaml')
  const document = parseDocument(content, { prettyErrors: true })
  const [fault] = document.errors
  if (fault) throw new UnreadableProfile('syntax', fault.message.split('\n')[0])
  return document.toJS() as unknown
}
