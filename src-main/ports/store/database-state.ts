/** Why a database lets nobody in; file: one that its URL names can't be read; other: only what the system or the database said can tell. */
export type DatabaseRefusal =
  'unknown_host' | 'refused' | 'no_answer' | 'sign_in' | 'no_database' | 'no_rights' | 'file' | 'other'

/** A database as it answers to somebody who passes by, and changes nothing there. */
export type DatabaseState =
  | {
      readonly kind: 'silence'
      readonly why: DatabaseRefusal
      /** In the words of whoever said it. */
      readonly said: string
      /** A sentence that names the database. */
      readonly reason: string
    }
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
      /** This user may write there, or make the tables where they are still to come. */
      readonly mayWrite: boolean
      /** Why the configuration in it can't be understood. */
      readonly damage?: string
    }
