import type { Config } from '../config'
import type { Preset } from '../ports'
import type { FriendlyServer } from '../server'
import type { System } from '../system'
import type { ChoicesFile } from './choices/choices'
import type { DatabaseKeeper } from './choices/database'
import type { OpenedWith } from './opening/listen-for-opening'
import type { Program } from './places/portable-folder'
import type { Texts } from './menus/texts'

/** What is known before anything is opened. */
export interface Start {
  readonly config: Config
  readonly program: Program
  /** Where a preconfigured build's profile lies; undefined: it is none. */
  readonly presetFolder: string | undefined
  /** The data lie beside the program. */
  readonly isPortable: boolean
  readonly opened: OpenedWith
  readonly panelAddress?: string
}

/** A start whose data are open, and whose server has been made. */
export interface Run extends Start {
  readonly preset?: Preset
  readonly choices: ChoicesFile
  readonly databases: DatabaseKeeper
  readonly system: System
  readonly server: FriendlyServer
  readonly texts: () => Texts
}
