import type { Tables } from '../../engine/assemble-store'
import type { Table } from '../../engine/table'
import { encodeOperation } from './state-operations'

/** Records of a collection that are measured: their mean is good enough to tell ten times from twice. */
const SAMPLE = 200

/** About how many bytes the live state would take in a snapshot. */
export function livingBytes(tables: Tables): number {
  let bytes = 0
  for (const table of tables.values()) if (table.definition.kind === 'state') bytes += bytesOf(table)
  return bytes
}

function bytesOf({ name, definition, live }: Table): number {
  const records = live()
  const step = Math.max(1, Math.floor(records.length / SAMPLE))
  let measured = 0
  let bytes = 0
  for (let index = 0; index < records.length; index += step) {
    const after = records[index]
    if (!after) continue
    measured += 1
    bytes += Buffer.byteLength(encodeOperation({ name, key: definition.key(after), after }))
  }
  return measured === 0 ? 0 : (bytes / measured) * records.length
}
