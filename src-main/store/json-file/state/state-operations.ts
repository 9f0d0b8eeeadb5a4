import type { CollectionName } from '../../../ports'
import type { Tables } from '../../engine/assemble-store'
import { collectionsOfKind, type AnyRecord, type Change } from '../../engine/record'

/** A change as state files hold it: `["tokens", {record}]` came or changed, `["tokens", null, "key"]` went. */
export function encodeOperation({ name, key, after }: Change): string {
  return JSON.stringify(after ? [name, after] : [name, null, key])
}

/**
 * Does to the tables what a line of operations says; a line that says something else gives false. Doing a line twice is doing it once.
 * Texts that repeat, such as client ids, are kept once in memory.
 */
export function createReplay(tables: Tables): (line: unknown) => boolean {
  const names: readonly string[] = collectionsOfKind('state')
  const share = createSharing()

  function replayOne(operation: unknown): boolean {
    if (!Array.isArray(operation)) return false
    const [name, record, key]: unknown[] = operation
    if (typeof name !== 'string' || !names.includes(name)) return false
    const table = tables.get(name as CollectionName)
    if (record === null && typeof key === 'string') table?.delete(key)
    else if (isRecord(record) && typeof table?.definition.key(record) === 'string') table.put(share(record))
    else return false
    return true
  }

  return (line) => Array.isArray(line) && line.every(replayOne)
}

function isRecord(value: unknown): value is AnyRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** More different texts than these in a member: it is an identifier, and sharing it gains nothing. */
const FEW = 2000

function createSharing(): (record: AnyRecord) => AnyRecord {
  const texts = new Map<string, Map<string, string> | 'many'>()

  function shared(member: string, text: string): string {
    const known = texts.get(member) ?? new Map<string, string>()
    if (known === 'many') return text
    const same = known.get(text)
    if (same !== undefined) return same
    texts.set(member, known.size < FEW ? known.set(text, text) : 'many')
    return text
  }

  return (record) => {
    const members = record as unknown as Record<string, unknown>
    for (const member in members) {
      const value = members[member]
      if (typeof value === 'string') members[member] = shared(member, value)
    }
    return record
  }
}
