/** A database as it answers to somebody who passes by, and changes nothing there. */
export type DatabaseState =
  | { readonly kind: 'silence'; readonly reason: string }
  | {
      readonly kind: 'answer'
      /** The version of its tables; 0: they are still to be made. */
      readonly version: number
      /** The version that this server brings tables to. */
      readonly newestVersion: number
      /** How long a question and its answer take. */
      readonly milliseconds: number
      /** By how many milliseconds its clock is ahead of this machine's. */
      readonly clockOffsetMs: number
      readonly isReadOnly: boolean
      /** Why the configuration in it can't be understood. */
      readonly damage?: string
    }
