import type { CheckedProfile } from '../model'

/** The desktop app as the panel sees it: what it remembers between starts, and what only it can do. */
export interface DesktopHost {
  state(): DesktopFacts
  /** Throws DesktopRefusal where something of it can't be had here; then nothing is changed. */
  change(change: DesktopWish): Promise<void>
  /** Remembers that this data folder has begun. */
  begun(): void
  /** The preconfigured build that this is; left out: it is none. */
  readonly preset?: Preset
  /** Looks for an update and fetches it; resolves when it has begun to look. */
  checkForUpdate(): Promise<void>
  /** Ends the app, installs the update that is ready and starts it. Throws DesktopRefusal when none is. */
  installUpdate(): void
  /** Ends the app and starts it again. */
  restart(): void
  /** The file that the app was opened with, once. */
  takeImport(): OpenedFile | undefined
  /** Calls back after each change of state; returns how to stop that. */
  subscribe(listener: () => void): () => void
}

/** What a preconfigured build carries. */
export interface Preset {
  readonly name: string
  /** Its person may not do what only administrators may. */
  readonly lock?: 'tester'
  /** The profile that it begins with, and that it is put back to. */
  readonly profile: CheckedProfile
}

/** A file that was opened with the app: its name without the folder, and what it says. */
export interface OpenedFile {
  readonly name: string
  readonly text: string
}

export interface DesktopChoices {
  readonly startsServer: boolean
  readonly onClose: 'ask' | 'tray' | 'quit'
  readonly notifications: Readonly<Record<'server_stopped' | 'sign_in_waiting' | 'key_expires', boolean>>
  /** Of menu, tray and dialogs. */
  readonly language: 'system' | 'en' | 'ru'
}

/** What is left out stays as it is. */
export interface DesktopWish extends Partial<Omit<DesktopChoices, 'notifications'>> {
  readonly startsAtLogin?: boolean
  readonly notifications?: Partial<DesktopChoices['notifications']>
  readonly update?: { readonly automatic: boolean }
  /** The URL of a database; null: none. */
  readonly database?: string | null
}

export interface DesktopFacts extends DesktopChoices {
  readonly firstRun: boolean
  readonly dataFolder: string
  readonly portable: boolean
  /** Left out: this app can't be started at login. */
  readonly startsAtLogin?: boolean
  readonly update: UpdateFacts
  /** The URL of the database that takes the data folder's place from the next start on, its password masked. */
  readonly database?: string
  readonly restartNeeded: boolean
  /** Milliseconds since 1970; left out: the page never died. */
  readonly pageRecoveredAt?: number
}

export interface UpdateFacts {
  readonly status: 'off' | 'idle' | 'checking' | 'downloading' | 'ready' | 'failed'
  readonly automatic: boolean
  readonly version?: string
  readonly message?: string
  readonly reason?: 'preset' | 'unpackaged' | 'portable' | 'chosen'
}

/** Something that the app can't do here, in a sentence for people; `field` names what was wished. */
export class DesktopRefusal extends Error {
  override readonly name = 'DesktopRefusal'

  constructor(
    message: string,
    readonly field?: string
  ) {
    super(message)
  }
}
