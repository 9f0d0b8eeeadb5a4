import type { Capability } from '../../contract'
import { accessLevelOf, type AccessLevel, type User } from '../../model'
import type { DesktopHost } from '../../ports'

/**
 * Who asks. `local` is the person at the machine (the desktop, the command line); `client` holds an access token
 * with the scope `admin`. `lock` takes from the person at the machine what only administrators may.
 */
export type Actor =
  | { readonly kind: 'local'; readonly lock?: 'tester' }
  | { readonly kind: 'user'; readonly user: User }
  | { readonly kind: 'client'; readonly client_id: string }
  | { readonly kind: 'nobody' }

/** What a browser's transport lends: its cookie, and where the request came from. */
export interface BrowserSession {
  /** Lets the browser keep the session's cookie. */
  open(token: string): void
  /** Lets the browser forget it. */
  close(): void
  /** The session that the request came with. */
  readonly sessionId?: string
  /** What the browser must send as `X-CSRF-Token`: the session's, or before a sign-in the visitor's. */
  readonly csrfToken: string
  /** Where the browser finds the panel, as an origin. */
  readonly origin: string
  readonly userAgent: string
  readonly ip: string
}

/** What every transport hands in with a call. */
export type PanelContext = {
  readonly actor: Actor
  readonly capabilities: readonly Capability[]
  /** Shows a folder in the machine's file manager; there with the capability `files.reveal`. */
  readonly reveal?: (folder: string) => void
  /** The desktop app around the panel; there with the capability `desktop`. */
  readonly desktop?: DesktopHost
  readonly browserSession?: BrowserSession
  /** Aborted when the transport goes away by itself; a live stream ends then. */
  readonly ends?: AbortSignal
  /** Whether whoever asked may still ask; a live stream asks before each event. Left out: yes. */
  readonly stillAllowed?: () => Promise<boolean>
}

/** The level of access that an actor has. */
export function accessOf(actor: Actor): AccessLevel {
  switch (actor.kind) {
    case 'local':
      return actor.lock === undefined ? 'administrator' : 'moderator'
    case 'client':
      return 'administrator'
    case 'user':
      return accessLevelOf(actor.user.roles)
    case 'nobody':
      return 'anyone'
  }
}
