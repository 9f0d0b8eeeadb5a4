import { parseDatabase, UsageError } from '../config'
import { say } from '../contract'
import { DesktopRefusal, type DatabaseState, type DesktopHost, type DesktopWish, type Preset } from '../ports'
import type { Choices, ChoicesFile } from './choices/choices'
import { isMasked, maskPassword, unmaskPassword, type DatabaseKeeper } from './choices/database'
import type { LoginItem } from './choices/login-item'
import { whyNotDatabase } from './choices/why-not-database'
import type { Opening } from './opening/create-opening'
import type { QuitWith, Updates } from './updates/create-updates'

export interface DesktopHostDeps {
  readonly dataFolder: string
  readonly isPortable: boolean
  readonly preset: Preset | undefined
  readonly choices: ChoicesFile
  readonly databases: DatabaseKeeper
  /** How the database at a URL answers, within seconds. */
  readonly tryDatabase: (url: string) => Promise<DatabaseState>
  /** The URL of a database that an option named; undefined: none did, and what is chosen here counts. */
  readonly givenDatabase: string | undefined
  readonly loginItem: LoginItem
  readonly updates: Updates
  readonly opening: Pick<Opening, 'take'>
  /** When the page was loaded again after it had died; undefined: it never was. */
  readonly pageRecoveredAt: () => number | undefined
  /** Ends the app and starts it again. */
  readonly restart: () => void
  readonly quitWith: QuitWith
}

/** A desktop host that its own parts tell of changes. */
export interface OwnDesktopHost extends DesktopHost {
  /** Tells everybody who listens. */
  changed(): void
}

/** The app as the panel sees it: choices that are kept, and what it can do. */
export function createDesktopHost(deps: DesktopHostDeps): OwnDesktopHost {
  const { choices, databases, loginItem, updates, preset, givenDatabase } = deps
  const listeners = new Set<() => void>()
  const changed = () => listeners.forEach((listener) => listener())
  const wantedDatabase = () => givenDatabase ?? databases.open(choices.read().database)
  /** What this run was started with. */
  const startedWith = wantedDatabase()
  /** The change before: trying a database takes seconds, and a later wish must not be overwritten by an earlier one. */
  let former: Promise<void> = Promise.resolve()

  async function keep(wish: DesktopWish): Promise<void> {
    const { startsServer, onClose, language, notifications, database, update } = wish
    // What can be refused comes first, so that nothing is changed then.
    const sealed = database === undefined ? {} : { database: await sealedOf(database, deps) }
    if (wish.startsAtLogin !== undefined) setLogin(loginItem, wish.startsAtLogin)
    if (update) updates.setAutomatic(update.automatic)
    choices.change({
      ...sealed,
      ...(startsServer !== undefined && { startsServer }),
      ...(onClose !== undefined && { onClose }),
      ...(language !== undefined && { language }),
      ...(update && { updates: update.automatic }),
      ...(notifications && { notifications: { ...choices.read().notifications, ...defined(notifications) } })
    })
  }

  return {
    ...(preset && { preset }),
    state() {
      const { begun, startsServer, onClose, notifications, language } = choices.read()
      const url = wantedDatabase()
      const [startsAtLogin, pageRecoveredAt] = [loginItem.isOn(), deps.pageRecoveredAt()]
      return {
        firstRun: begun === false,
        dataFolder: deps.dataFolder,
        portable: deps.isPortable,
        ...{ startsServer, onClose, notifications, language },
        ...(startsAtLogin !== undefined && { startsAtLogin }),
        update: updates.facts(),
        ...(url !== undefined && { database: maskPassword(url) }),
        restartNeeded: url !== startedWith,
        ...(pageRecoveredAt !== undefined && { pageRecoveredAt })
      }
    },
    async change(wish) {
      const done = former.then(() => keep(wish))
      former = done.catch(() => undefined)
      await done
      changed()
    },
    begun() {
      choices.change({ begun: true })
      changed()
    },
    async checkForUpdate() {
      // It may take minutes; the state tells how it goes.
      if (updates.facts().reason && updates.facts().reason !== 'chosen') return updates.check()
      void updates.check()
    },
    installUpdate: () => updates.install(deps.quitWith),
    restart: deps.restart,
    takeImport: () => deps.opening.take(),
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    changed
  }
}

function setLogin(loginItem: LoginItem, on: boolean): void {
  if (loginItem.isOn() === undefined) throw new DesktopRefusal(say('desktop_login'), 'startsAtLogin')
  loginItem.set(on)
}

/** A URL that came back masked gets the passwords of the one that is kept; a new one must lead to a database that can be used. */
async function sealedOf(
  database: string | null,
  { choices, databases, givenDatabase, tryDatabase }: DesktopHostDeps
): Promise<Choices['database']> {
  if (givenDatabase !== undefined) throw refused(say('desktop_database_given'))
  if (database === null) return undefined
  const kept = databases.open(choices.read().database)
  const meant = isMasked(database) ? unmaskPassword(database, kept) : database
  if (meant === undefined) throw refused(say('desktop_database_password'))
  requireUrl(meant)
  const why = meant === kept ? undefined : whyNotDatabase(meant, await tryDatabase(meant))
  if (why !== undefined) throw refused(why)
  return databases.seal(meant)
}

function requireUrl(value: string): void {
  try {
    parseDatabase({ name: 'database', value })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw refused(say('desktop_database_url'))
  }
}

const refused = (why: string) => new DesktopRefusal(why, 'database')

const defined = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as Value
