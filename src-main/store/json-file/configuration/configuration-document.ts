import {
  checking,
  checkRecords,
  DEFAULT_SETTINGS,
  describeIssues,
  formatPath,
  hasRepeatedNames,
  isNestedDeeper,
  MOST_LEVELS,
  settingsSchema,
  z,
  type Settings,
  type SigningKey
} from '../../../model'
import { StoreError } from '../../../ports'
import type { ConfigurationBatch } from '../../engine/configuration/configuration-writer'
import {
  CONFIGURATION_NAMES,
  CONFIGURATION_SCHEMAS,
  type ConfigurationName
} from '../../engine/configuration/configuration-schemas'
import { isWholeKey } from '../../engine/configuration/is-whole-key'
import { definitionOf, type AnyRecord } from '../../engine/record'
import { lineOf, syntaxProblemOf } from './json-position'
import { migrateDocument, versionAfter, type Migration } from '../migration'
import { utf8Text } from './utf8-text'

/** What is told of one file at most. */
const MOST_PROBLEMS = 3

const NOT_WHOLE =
  'its parts are not those of one key for its alg; put back what stood there, or take the key out, and a new one is made'

/** Tells what is wrong with a document; whether it is right is found out record by record, which holds no second copy of all of them. */
const documentSchema = z
  .strictObject({
    version: z.int(),
    settings: settingsSchema,
    roles: z.array(CONFIGURATION_SCHEMAS.roles),
    scopes: z.array(CONFIGURATION_SCHEMAS.scopes),
    // A file that was written before there were such rules has none.
    claims: z.array(CONFIGURATION_SCHEMAS.claims).default([]),
    users: z.array(CONFIGURATION_SCHEMAS.users),
    clients: z.array(CONFIGURATION_SCHEMAS.clients),
    keys: z.array(CONFIGURATION_SCHEMAS.keys)
  })
  .superRefine((document, context) => {
    for (const name of CONFIGURATION_NAMES)
      for (const [index, key] of repeatedKeys(name, document[name]))
        context.addIssue({ code: 'custom', path: [name, index], message: `"${key}" stands twice` })
    for (const [index, key] of document.keys.entries())
      if (!isWholeKey(key)) context.addIssue({ code: 'custom', path: ['keys', index], message: NOT_WHOLE })
  })

/** What `config.json` holds, in the order in which it stands there. */
export type ConfigurationDocument = { readonly version: number; readonly settings: Settings } & Readonly<
  Record<ConfigurationName, readonly AnyRecord[]>
>

/** The configuration of a server that has none. */
export function emptyDocument(migrations: readonly Migration[]): ConfigurationDocument {
  const lists = { roles: [], scopes: [], claims: [], users: [], clients: [], keys: [] }
  return { version: versionAfter(migrations), settings: DEFAULT_SETTINGS, ...lists }
}

/**
 * Reads `config.json`. `migrated`: it was of an older version and should be written anew.
 * Throws StoreError `newer`, or `damaged` with the line and what is wrong there; `file` is the name that the message gives.
 */
export function parseDocument(
  text: string,
  file: string,
  migrations: readonly Migration[]
): { document: ConfigurationDocument; migrated: boolean } {
  const value = parseText(text, file)
  const { value: current, migrated } = migrateDocument(value, file, migrations)
  const document = checkDocument(current)
  if (document) return { document, migrated }
  const result = documentSchema.safeParse(current)
  if (result.success) return { document: result.data, migrated }
  const problems = describeIssues(documentSchema, result.error, current)
    .slice(0, MOST_PROBLEMS)
    .map(({ path, message }) => {
      const place = path.length > 0 ? `${formatPath(path)}: ` : ''
      return `line ${lineOf(text, path)}: ${place}${message}`
    })
  throw damaged(file, problems.join('; '))
}

const frameSchema = z.strictObject({
  version: z.int(),
  settings: settingsSchema,
  ...Object.fromEntries(CONFIGURATION_NAMES.map((name) => [name, z.array(z.unknown())])),
  claims: z.array(z.unknown()).default([])
})

/** The document with everything in it checked; undefined: something is wrong. */
function checkDocument(value: unknown): ConfigurationDocument | undefined {
  const { data } = frameSchema.safeParse(value, checking(1))
  if (!data) return undefined
  const document: Record<string, unknown> = { ...data }
  for (const name of CONFIGURATION_NAMES) {
    document[name] = checkRecords(name, document[name] as readonly unknown[], 'keep')
    if (!document[name]) return undefined
  }
  const checked = document as ConfigurationDocument
  // One that can't sign would stop every sign-in, much later and without a reason.
  return (checked.keys as readonly SigningKey[]).every(isWholeKey) ? checked : undefined
}

/** The same of the file as it is stored. */
export function parseBytes(
  bytes: Uint8Array,
  file: string,
  migrations: readonly Migration[]
): ReturnType<typeof parseDocument> {
  const text = utf8Text(bytes)
  if (text === undefined) throw damaged(file, 'it is not encoded in UTF-8; save it in that encoding')
  return parseDocument(text, file, migrations)
}

function parseText(text: string, file: string): unknown {
  if (text.trim() === '') throw damaged(file, 'it is empty')
  if (/^\0+$/.test(text)) throw damaged(file, 'it holds nothing but NUL bytes')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw syntaxDamage(text, file) ?? error
  }
  // What reads and writes it calls itself for each level.
  if (isNestedDeeper(value, MOST_LEVELS))
    throw syntaxDamage(text, file) ?? damaged(file, 'it is nested too deeply')
  // All but the last of them would be lost without a word.
  if (hasRepeatedNames(text, value))
    throw syntaxDamage(text, file) ?? damaged(file, 'it has a member of an object twice')
  return value
}

function syntaxDamage(text: string, file: string): StoreError | undefined {
  const problem = syntaxProblemOf(text)
  return problem && damaged(file, `line ${problem.line}: ${problem.reason}`)
}

/** The document with a batch of changes: records keep their place, new ones come last. */
export function changeDocument(
  document: ConfigurationDocument,
  batch: ConfigurationBatch
): ConfigurationDocument {
  const next: Record<string, unknown> = { ...document, ...(batch.settings && { settings: batch.settings }) }
  for (const name of CONFIGURATION_NAMES) {
    const changes = new Map(
      batch.changes.filter((change) => change.name === name).map((change) => [change.key, change])
    )
    if (changes.size === 0) continue
    const keyOf = definitionOf(name).key
    const kept = document[name].flatMap((record) => {
      const change = changes.get(keyOf(record))
      changes.delete(keyOf(record))
      return change ? (change.after ?? []) : record
    })
    next[name] = [...kept, ...[...changes.values()].flatMap(({ after }) => after ?? [])]
  }
  return next as ConfigurationDocument
}

function damaged(file: string, reason: string): StoreError {
  return new StoreError('damaged', `${file} is damaged: ${reason}`, { file })
}

function repeatedKeys(name: ConfigurationName, records: readonly AnyRecord[]): [number, string][] {
  const keyOf = definitionOf(name).key
  const seen = new Set<string>()
  return records.flatMap((record, index): [number, string][] => {
    const key = keyOf(record)
    if (seen.has(key)) return [[index, key]]
    seen.add(key)
    return []
  })
}
