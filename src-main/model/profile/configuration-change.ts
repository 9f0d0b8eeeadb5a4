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

/** What stood before something large was done, and what leads back there. */
export interface ConfigurationBefore {
  readonly id: string
  readonly deed: 'import' | 'removal'
  /** Seconds since 1970. */
  readonly at: number
  /** The records, and of the settings the document, that going back would write or take away. */
  readonly counts: Readonly<
    Record<'settings' | 'clients' | 'users' | 'roles' | 'scopes' | 'claims' | 'keys', number>
  >
  readonly back: ConfigurationChange
}

/** The one place in which that is kept; without `before` there is no way back. */
export interface KeptBefore {
  readonly id: string
  readonly before?: ConfigurationBefore
  readonly exp: number
}
