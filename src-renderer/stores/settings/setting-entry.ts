/** One setting that is no switch of a registry: where it stands, and what edits it. Its texts are `flows.field.<path>`. */
export interface SettingEntry {
  /** `tokens.signing_alg` */
  readonly path: string
  readonly kind: 'switch' | 'choice' | 'number' | 'duration' | 'text'
  /** Of a choice: its values; `null` is one of them where nothing may be said. */
  readonly options?: readonly (string | boolean | null)[]
  /** Whether the options are words of the protocol, and stand for themselves. */
  readonly spelled?: boolean
  /** The section that advises against it while it is on, where one does. */
  readonly advisedAgainst?: string
}

/** A card of settings that belong together; its title is `flows.sections.<id>`. */
export interface SettingGroup {
  readonly id: string
  readonly entries: readonly SettingEntry[]
}
