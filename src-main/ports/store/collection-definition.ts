/** What a store must know of a kind of record. Every adapter computes from these, so that none forgets an index. */
export interface CollectionDefinition<T, Index extends string = string> {
  readonly key: (record: T) => string
  /** Indexed values of a record, by index; a record may stand under several values of one index. */
  readonly indexes: Readonly<Record<Index, (record: T) => readonly string[]>>
  /** Indexes that no request asks for, only the panel and what an administrator does: they are made when somebody asks them first. */
  readonly rare?: readonly NoInfer<Index>[]
  /** Texts that a search looks into. */
  readonly searchable: (record: T) => readonly string[]
  /** Orders in which a list can be had. The first is the one that an unsorted list has. */
  readonly sorts: Readonly<Record<string, (record: T) => string | number>>
  /**
   * configuration – few, written whole, fit for a diff; state – many, each write cheap, gone when `exp` has passed;
   * volatile – lost with the process.
   */
  readonly kind: 'configuration' | 'state' | 'volatile'
}

/** A definition, checked against the record that it is about. */
export function define<T>() {
  return <Index extends string>(definition: CollectionDefinition<T, Index>) => definition
}
