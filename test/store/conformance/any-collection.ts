/** Any collection, for promises that are the same for all of them. */
export interface AnyCollection {
  get(key: string): unknown
  count(): unknown
  insert(record: unknown): Promise<void>
  update(key: string, change: (current: unknown) => unknown): Promise<unknown>
  upsert(key: string, change: (current: unknown) => unknown): Promise<unknown>
  remove(key: string): Promise<boolean>
}
