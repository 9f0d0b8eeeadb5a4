import type { ClaimRule } from '../claims/claim-rule'
import type { Client } from '../clients/client-fields'
import type { Role } from '../people/role'
import type { User } from '../people/user'
import type { Settings } from '../settings/settings'
import type { Scope } from '../tokens/scope'
import type { SigningKey } from '../tokens/signing-key'

/** A change of the configuration that is written whole or not at all: records replace the ones with their keys, and what is `removed` goes. */
export interface ConfigurationChange {
  readonly settings?: Settings
  readonly clients?: readonly Client[]
  readonly users?: readonly User[]
  readonly roles?: readonly Role[]
  readonly scopes?: readonly Scope[]
  readonly claims?: readonly ClaimRule[]
  readonly keys?: readonly SigningKey[]
  /** The keys of records that go, by collection. */
  readonly removed?: Readonly<
    Partial<Record<'clients' | 'users' | 'roles' | 'scopes' | 'claims' | 'keys', readonly string[]>>
  >
}

/** Something large that was done and can be gone back from. */
export interface KeptDeed {
  readonly id: string
  readonly deed: 'import' | 'removal'
  /** Seconds since 1970; of removals that followed each other closely, the last one. */
  readonly at: number
}

/** From whom a role or a scope was taken when it was removed. */
export interface TakenFrom {
  readonly kind: 'roles' | 'scopes'
  readonly name: string
  /** The people who had the role; a subject says who is meant when names change. */
  readonly users?: readonly Pick<User, 'username' | 'sub'>[]
  /** The clients in whose own scope it stood. */
  readonly clients?: readonly string[]
}

/** A piece of what leads back from a deed: each is written once, however many there come to be. */
export interface KeptPiece {
  readonly id: string
  /** Seconds since 1970. */
  readonly exp: number
  /** The id of the deed. */
  readonly deed: string
  readonly back?: ConfigurationChange
  /** Who gets it again when `back` brings back a role or a scope. */
  readonly taken?: TakenFrom
  /** Digests of what an import wrote in the place of that, by collection and key. */
  readonly written?: Readonly<Record<string, string>>
  /** The digests of a record before and after a clear password that an import wrote was hashed. */
  readonly hashed?: { readonly from: string; readonly to: string }
}

/** What is kept for going back: under one key the latest deed, and beside it the pieces. */
export type KeptBefore = KeptPiece | { readonly id: string; readonly exp: number; readonly latest: KeptDeed }
