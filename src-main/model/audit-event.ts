/** Something that somebody did in the panel or on the way in, as the audit trail remembers it. Never with a secret. */
export interface AuditEvent {
  readonly id: string
  /** What was done, such as `clients.update`, `sign-in.failed`. */
  readonly event: string
  readonly outcome: 'done' | 'refused'
  /** Milliseconds since 1970. */
  readonly at: number
  /** Who did it: the person at the machine, a user by name, a client by id, nobody who is known. */
  readonly actor: { readonly kind: 'local' | 'user' | 'client' | 'nobody'; readonly name?: string }
  /** The user and the client that it was done to. */
  readonly username?: string
  readonly client_id?: string
  /** What else it was done to: a role, a scope, a session, an exchange. */
  readonly object?: string
  /** The names of the fields that were given; never their values. */
  readonly fields?: readonly string[]
  /** Why it was refused. */
  readonly problem?: string
  readonly ip?: string
  readonly exp: number
}
