import { MESSAGES, OWN_MESSAGES, type MessageId } from './messages'

type Places<Text extends string> = Text extends `${string}<${infer Name}>${infer Rest}`
  ? Name | Places<Rest>
  : never
type Values<Id extends MessageId> = Readonly<Record<Places<(typeof MESSAGES)[Id]>, string | number>>

/** What a sentence says, apart from its words: its name in `MESSAGES`, and what is filled into it. */
export interface Said {
  readonly code: MessageId
  readonly params?: Readonly<Record<string, string | number>>
}

/** A sentence in English, with its values. */
export function say<Id extends MessageId>(
  id: Id,
  ...[values]: [Places<(typeof MESSAGES)[Id]>] extends [never] ? [] : [Values<Id>]
): string {
  return fillIn(id, values)
}

/** The same where only the one who asks knows what a sentence needs. */
export function fillIn(id: MessageId, values: Said['params'] = {}): string {
  return MESSAGES[id].replace(PLACE, (_, name: string) => String(values[name]))
}

/**
 * Finds out which sentence a text is, with its values: a schema hands on its text alone. Undefined: none of ours.
 */
export function readSaid(text: string): Said | undefined {
  for (const { code, pattern } of PATTERNS) {
    const values = pattern.exec(text)
    if (values) return { code, ...(values.groups && { params: { ...values.groups } }) }
  }
  return undefined
}

const PLACE = /<(\w+)>/g

/** Those with the most words of their own come first, since a place may hold any text. */
const PATTERNS = (Object.entries(OWN_MESSAGES) as [MessageId, string][])
  .map(([code, text]) => ({ code, pattern: patternOf(text), words: text.replace(PLACE, '').length }))
  .sort((one, other) => other.words - one.words)

function patternOf(text: string): RegExp {
  const parts = text.split(PLACE).map((part, at) => (at % 2 ? `(?<${part}>.*?)` : escaped(part)))
  return new RegExp(`^${parts.join('')}$`, 's')
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
