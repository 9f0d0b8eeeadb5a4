import type { ConfigurationChange, Settings } from '../../model'
import type { CollectionName, IndexOf, RecordOf, SortOf } from './collections'

/** A value that may already be here: stores in memory answer at once, and `await` costs a turn then, where `withAwaited` costs none. */
export type Awaitable<T> = T | Promise<T>

/** A value of an index. */
export interface Condition<Name extends CollectionName> {
  readonly index: IndexOf<Name>
  readonly value: string
}

/** Records that a removal leaves alone: those with this text in this member, such as `kind`. */
export interface Spared<Name extends CollectionName> {
  readonly member: keyof RecordOf<Name> & string
  /** Plain: without quotes, backslashes and control characters. */
  readonly value: string
}

/** How many records stand under a value of an index. */
export interface Tally {
  readonly value: string
  readonly count: number
}

export interface ListRequest<Name extends CollectionName> {
  /** Every searchable text that contains it, in any case; exact matches come first. */
  readonly search?: string
  /** Only the records that stand under this value of the index; of a list, under each. */
  readonly where?: Condition<Name> | readonly Condition<Name>[]
  readonly sort?: {
    readonly by: SortOf<Name>
    readonly descending?: boolean
    /** Of the configuration: records with these keys stand behind all others, in this order. The same list twice is quicker than two. */
    readonly behind?: readonly string[]
  }
  readonly offset?: number
  readonly limit?: number
}

export interface Page<T> {
  readonly items: readonly T[]
  /** How many records match, on all pages together. */
  readonly total: number
}

/**
 * A set of records of one kind, by key. Records are values: nobody changes one that was handed out or in.
 * A write that resolved is as durable as the store promises; one that rejected changed nothing.
 * Records with an `exp` are gone from the second that it names.
 */
export interface Collection<Name extends CollectionName> {
  get(key: string): Awaitable<RecordOf<Name> | undefined>
  /** The records under a value of an index, in no promised order. */
  find(index: IndexOf<Name>, value: string): Awaitable<readonly RecordOf<Name>[]>
  list(request?: ListRequest<Name>): Awaitable<Page<RecordOf<Name>>>
  /** Every record, so many at a time and in no promised order; one that comes, changes or goes meanwhile may be among them or not. */
  batches(size: number): AsyncIterable<readonly RecordOf<Name>[]>
  count(): Awaitable<number>
  /** When the last of the records under a value of an index ends, in seconds since 1970; undefined: none of them ends. */
  lastEnd(index: IndexOf<Name>, value: string): Awaitable<number | undefined>
  /** The values of an index under which most records stand, most first. */
  tallies(index: IndexOf<Name>, limit: number): Awaitable<readonly Tally[]>
  /** Throws StoreError `exists` when the key is taken. */
  insert(record: RecordOf<Name>): Promise<void>
  /**
   * Atomic: `change` sees the newest record and no other write comes between; it may throw to leave everything as it is.
   * It must not change the key. Throws StoreError `missing`.
   */
  update(key: string, change: (current: RecordOf<Name>) => RecordOf<Name>): Promise<RecordOf<Name>>
  /** As `update`, for a record that may not be there yet. */
  upsert(
    key: string,
    change: (current: RecordOf<Name> | undefined) => RecordOf<Name>
  ): Promise<RecordOf<Name>>
  /** Whether there was one to remove. */
  remove(key: string): Promise<boolean>
  /** Removes the records with these keys, thousands of them in pieces; the number of records removed. */
  removeEach(keys: readonly string[]): Promise<number>
  /** Removes what stands under a value of an index, or under any of several, in pieces as well; the number of records removed. */
  removeWhere(index: IndexOf<Name>, value: string | readonly string[], spared?: Spared<Name>): Promise<number>
}

/** The one document of settings. */
export interface SettingsDocument {
  get(): Awaitable<Settings>
  update(change: (current: Settings) => Settings): Promise<Settings>
}

export type { ConfigurationChange } from '../../model'

/** The newest configuration, for a change that depends on it; no other write comes between the two. */
export interface NewestConfiguration {
  get<Name extends CollectionName>(collection: Name, key: string): RecordOf<Name> | undefined
  find<Name extends CollectionName>(
    collection: Name,
    index: IndexOf<Name>,
    value: string
  ): readonly RecordOf<Name>[]
}

export interface StoreChange {
  /** `settings`, or the collection that changed. */
  readonly what: 'settings' | CollectionName
  /** The keys that changed; none: many. */
  readonly keys?: readonly string[]
}

export type StoreCollections = { readonly [Name in CollectionName]: Collection<Name> }

/** Everything that the server remembers. Test it with the conformance suite in test/store. */
export interface Store extends StoreCollections {
  readonly settings: SettingsDocument
  /** True when the store held no configuration when it was opened, and waits for its first profile. */
  readonly fresh: boolean
  /** Whether other servers may have it open at the same time. */
  readonly isShared: boolean
  /** Writes a change, or what is decided on having seen the newest configuration. */
  writeConfiguration(
    change: ConfigurationChange | ((newest: NewestConfiguration) => ConfigurationChange)
  ): Promise<void>
  /** Calls back after each change of settings and configuration; returns how to stop that. */
  subscribe(listener: (change: StoreChange) => void): () => void
  /** Undefined while it can be written, else why not. */
  problem(): Awaitable<string | undefined>
  /** Makes durable, beyond a loss of power, what was acknowledged. Rejects with the system's error. */
  flush(): Promise<void>
  /** Writes out what is open and lets go of everything. */
  close(): Promise<void>
}
