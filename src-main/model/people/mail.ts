import type { Lease } from '../lease'

/**
 * A code that was mailed, and the step that it belongs to. `id` is the digest of the step's own token, which only the page has, and
 * of the browser that the page is in, so that knowing the code of another step helps nobody.
 */
export interface MailedCode {
  readonly id: string
  readonly purpose: 'verify_email' | 'reset_password' | 'sign_up'
  /** None: nobody has this address, and the step goes on without ever succeeding, as it would for somebody. */
  readonly username?: string
  readonly email: string
  /** Of a sign-up: the account comes into being once its address is confirmed, so that an abandoned one leaves nothing behind. */
  readonly password_hash?: string
  /** Digest of code and step. */
  readonly code_digest: string
  /** How often a code may still be tried. */
  readonly tries_left: number
  /** Set once the right code came: the step may go on, the code is spent. */
  readonly confirmed?: true
  readonly interaction_id?: string
  readonly iat: number
  readonly exp: number
}

/** A message that the server wrote: kept in the outbox, and sent where SMTP is set up. */
export interface OutboxMessage {
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The code in it, so that it can be copied. */
  readonly code?: string
  /** kept: no SMTP is set up; queued: it will be tried again. */
  readonly status: 'kept' | 'queued' | 'sent' | 'failed'
  /** Why the last try failed. */
  readonly problem?: string
  readonly tries: number
  /** Of one that is queued: who hands it over now, or waits to. */
  readonly lease?: Lease
  /** Milliseconds since 1970. */
  readonly at: number
  readonly exp: number
}
