import type { ConfigurationChange, ProfileListName } from '../../../model'

/** A record that going back leaves as it is. */
export interface LeftRecord {
  readonly kind: ProfileListName | 'settings'
  readonly key: string
}

/** What going back writes, and what it leaves alone since somebody else's is there by now. */
export interface WayBack {
  readonly change: ConfigurationChange
  readonly left: readonly LeftRecord[]
}
