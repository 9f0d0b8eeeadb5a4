/**
 * What a test runner gets to see. These types lean on nothing, so that the package's declarations need no other package.
 */

/** Records with the fields of the profile's schema, `resources/profile.schema.json`; unknown fields are refused by name. */
export type ProfileRecords = readonly Readonly<Record<string, unknown>>[]

/** What the server starts with: the sections of a profile, each left out where the default does. */
export interface ProfileSections {
  readonly settings?: Readonly<Record<string, unknown>>
  readonly clients?: ProfileRecords
  readonly users?: ProfileRecords
  readonly roles?: ProfileRecords
  readonly scopes?: ProfileRecords
  /** Private JWKs to sign with; left out: a key is made. */
  readonly keys?: ProfileRecords
}

export interface StartOptions extends ProfileSections {
  /** A profile in JSON or YAML that is loaded before the sections beside it. */
  readonly profile?: string
  /** Default 0: a free one. */
  readonly port?: number
  /** Default `localhost`: both loopback addresses. */
  readonly host?: string
  /** Default: the address. */
  readonly issuer?: string
  /** Where data is kept; left out: in memory, gone with the server. */
  readonly data?: string
  /** Whether the panel is served to browsers; default false. */
  readonly panel?: boolean
  /** Default `warn`. */
  readonly logLevel?: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** A procedure of the panel's contract; its input and output are described at `/admin/api/openapi.json`. */
export type AdminProcedure = (input?: unknown) => Promise<unknown>

export interface ServerForTests {
  /** `http://localhost:PORT`, unless it was given. */
  readonly issuer: string
  readonly port: number
  /** Where the panel is, if it is served. */
  readonly panelUrl?: string
  /** Everything that the panel can do, as an administrator: `admin.users.create({ … })`, `admin.keys.rotate()`. */
  readonly admin: Readonly<Record<string, Readonly<Record<string, AdminProcedure>>>>
  /** Brings in sections of a profile, as `friendly-oauth2 profile import` does: named records are replaced, others stay. */
  apply(sections: ProfileSections): Promise<void>
  /** An access token that a client gets for itself. Throws with the server's reason where it gets none. */
  token(client_id: string, scope?: string): Promise<string>
  /** Stops listening, writes out what is open and lets go of the data. */
  stop(): Promise<void>
}
