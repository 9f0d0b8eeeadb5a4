import {
  checking,
  createRecordCheck,
  isNestedDeeper,
  MOST_LEVELS,
  RECORD_SCHEMAS,
  settingsSchema,
  type RecordName,
  type Settings,
  type SigningKey,
  type z
} from '../../../model'
import type { CollectionName } from '../../../ports'
import type { AnyRecord } from '../record'
import { isWholeKey } from './is-whole-key'

/** The collections that `config.json` holds, in the order in which they stand there, and the schema of each one's records. */
export const CONFIGURATION_SCHEMAS = RECORD_SCHEMAS satisfies Partial<
  Record<CollectionName, z.ZodType<AnyRecord>>
>

export type ConfigurationName = RecordName
export const CONFIGURATION_NAMES = Object.keys(CONFIGURATION_SCHEMAS) as readonly ConfigurationName[]

/**
 * The record as it will be read again. What couldn't be read again must not be written, so it throws an Error
 * that names the field and what is accepted.
 */
export function parseConfigurationRecord(name: ConfigurationName, record: AnyRecord): AnyRecord {
  requireShallow(name, record)
  const schema: z.ZodType<AnyRecord> = CONFIGURATION_SCHEMAS[name]
  return requireWhole(name, parsed(schema, record, name))
}

/** What reads the document calls itself for each level; a record stands two levels deep in it. */
function requireShallow(name: ConfigurationName, record: AnyRecord): void {
  if (isNestedDeeper(record, MOST_LEVELS - 2))
    throw new Error(`The store can't take this record. ${name}: nested deeper than ${MOST_LEVELS} levels`)
}

function requireWhole(name: ConfigurationName, record: AnyRecord): AnyRecord {
  if (name === 'keys' && !isWholeKey(record as SigningKey))
    throw new Error("The store can't take this record. keys: its parts are not those of one key for its alg")
  return record
}

/** `parseConfigurationRecord` for so many records of a collection, which are written or read together. */
export function createConfigurationParser(
  name: ConfigurationName,
  records: number
): (record: AnyRecord) => AnyRecord {
  const { make } = createRecordCheck(name, records)
  return (record) => {
    requireShallow(name, record)
    const made = make(record)
    return made ? requireWhole(name, made) : parseConfigurationRecord(name, record)
  }
}

/** As `parseConfigurationRecord`, for the settings. */
export function parseSettings(settings: Settings): Settings {
  return parsed(settingsSchema, settings, 'settings')
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, what: string): T {
  const result = schema.safeParse(value, checking(1))
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${[what, ...path].join('.')}: ${message}`)
  throw new Error(`The store can't take this record. ${problems.join('; ')}`)
}
