/**
 * What a store can fail with:
 * exists – the key is taken; missing – there is no such record; busy – another process holds the data;
 * damaged – the data can't be trusted and nothing was overwritten; newer – written by a newer version of the server;
 * unwritable – it can't be read or written now, and nothing was acknowledged.
 */
export type StoreErrorCode = 'exists' | 'missing' | 'busy' | 'damaged' | 'newer' | 'unwritable'

export class StoreError extends Error {
  override readonly name = 'StoreError'

  constructor(
    readonly code: StoreErrorCode,
    message: string,
    options?: { cause?: unknown; file?: string; pid?: number }
  ) {
    super(message, { cause: options?.cause })
    this.file = options?.file
    this.pid = options?.pid
  }

  /** The file it is about, where it is about one. */
  readonly file?: string
  /** The process that holds the data, where that is known. */
  readonly pid?: number
}
