import type { SmtpServer } from './network/mailer'

/** A port of this machine: nobody has it, somebody has it, or the system refuses it. */
export type PortState =
  | { readonly kind: 'free' }
  | { readonly kind: 'taken'; readonly holder: string | undefined }
  | { readonly kind: 'refused'; readonly reason: string }

/** A folder as it lies on the disk. */
export interface FolderState {
  readonly exists: boolean
  /** Why it, or what it will be made in, can't be written; undefined: it can. */
  readonly problem?: string
  /** Whether others than its owner may look into it. */
  readonly isOpen: boolean
  readonly freeBytes?: number
  /** When something in it was written last, in milliseconds since 1970. */
  readonly newestMs?: number
}

/** What an address answered; `reason`: why it didn't. */
export type Answered =
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly body: string
      readonly dateMs: number | undefined
    }
  | { readonly kind: 'silence'; readonly reason: string }

/** Whom to believe over TLS beside whom the system trusts: an authority in PEM, or whoever answers. */
export type Trusted = { readonly authority: string | undefined } | 'anybody'

/** What a set-up is examined with: what it asks is asked once, takes five seconds at most, and changes nothing. */
export interface Machine {
  portState(host: string, port: number): Promise<PortState>
  isContainer(): boolean
  folderState(folder: string): Promise<FolderState>
  /** Keeps everybody but its owner out of a folder. Throws what the file system says. */
  restrictFolder(folder: string): void
  /** A GET, without following redirects. */
  ask(url: string, trusted: Trusted): Promise<Answered>
  /** The first line of an SMTP server. */
  greeting(server: SmtpServer): Promise<Answered>
  /** Whether this system trusts an authority, given in PEM; undefined: it doesn't tell. */
  trusts(authority: string): boolean | undefined
}
