import {
  COLLECTIONS,
  type CollectionDefinition,
  type CollectionName,
  type RecordOf,
  StoreError
} from '../../ports'

/** A record of any collection, as the engine sees it: a value with a key, and perhaps an end. */
export type AnyRecord = RecordOf<CollectionName>

/** The definition of a collection, for code that treats all of them alike. */
export type AnyDefinition = CollectionDefinition<AnyRecord>

/** One record that came, changed (`after`) or went (no `after`), with what stood there before. */
export interface Change {
  readonly name: CollectionName
  readonly key: string
  readonly before?: AnyRecord
  readonly after?: AnyRecord
}

/** A collection's definition under the type that serves every collection. */
export function definitionOf(name: CollectionName): AnyDefinition {
  return COLLECTIONS[name] as unknown as AnyDefinition
}

export const COLLECTION_NAMES = Object.keys(COLLECTIONS) as readonly CollectionName[]

/** The collections of one kind, in the order of their declaration. */
export function collectionsOfKind(kind: AnyDefinition['kind']): readonly CollectionName[] {
  return COLLECTION_NAMES.filter((name) => COLLECTIONS[name].kind === kind)
}

/** When a record of state ends, in seconds since 1970; undefined: never. */
export function endOf(record: AnyRecord): number | undefined {
  return 'exp' in record && typeof record.exp === 'number' ? record.exp : undefined
}

/** The error for a key that is taken. */
export function takenError(name: CollectionName, key: string): StoreError {
  return new StoreError('exists', `${name} has a record "${key}" already`)
}

/** The error for a key under which nothing stands. */
export function missingError(name: CollectionName, key: string): StoreError {
  return new StoreError('missing', `${name} has no record "${key}"`)
}
