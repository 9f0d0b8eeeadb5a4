import { DesktopRefusal, type DesktopFacts, type DesktopHost, type OpenedFile } from '../../../src-main/ports'

export interface MemoryDesktop extends DesktopHost {
  /** Something happened to the app by itself: an update came, its page died. */
  happen(facts: Partial<DesktopFacts>): void
  /** What was asked of the app that ends it, in order. */
  readonly deeds: readonly ('install' | 'restart')[]
}

const FACTS: DesktopFacts = {
  firstRun: false,
  dataFolder: '/home/alice/friendly-oauth2',
  portable: false,
  startsServer: true,
  startsAtLogin: false,
  onClose: 'ask',
  notifications: { server_stopped: false, sign_in_waiting: false, key_expires: false },
  language: 'en',
  update: { status: 'idle', automatic: true },
  restartNeeded: false
}

/** A desktop app that is nothing but what it remembers; `opened` is the file that it was started with. */
export function createMemoryDesktop(
  given: {
    facts?: { [Name in keyof DesktopFacts]?: DesktopFacts[Name] | undefined }
    preset?: NonNullable<DesktopHost['preset']>
    opened?: OpenedFile
  } = {}
): MemoryDesktop {
  // What is given as undefined is left out.
  let facts = JSON.parse(JSON.stringify({ ...FACTS, ...given.facts })) as DesktopFacts
  let { opened } = given
  const listeners = new Set<() => void>()
  const deeds: ('install' | 'restart')[] = []
  const happen = (news: Partial<DesktopFacts>): void => {
    facts = { ...facts, ...news }
    for (const listen of listeners) listen()
  }
  return {
    ...(given.preset && { preset: given.preset }),
    deeds,
    happen,
    state: () => facts,
    async change({ notifications, update, database, ...rest }) {
      if (database && !database.startsWith('postgres://'))
        throw new DesktopRefusal('A PostgreSQL URL begins with postgres://', 'database')
      if (database !== undefined) facts = withDatabase(facts, database)
      happen({
        ...rest,
        notifications: { ...facts.notifications, ...notifications },
        update: { ...facts.update, ...update }
      })
    },
    begun: () => happen({ firstRun: false }),
    checkForUpdate: async () => happen({ update: { ...facts.update, status: 'ready', version: '9.9.9' } }),
    installUpdate: () => void deeds.push('install'),
    restart: () => void deeds.push('restart'),
    takeImport() {
      const file = opened
      opened = undefined
      return file
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  }
}

function withDatabase({ database: _before, ...facts }: DesktopFacts, url: string | null): DesktopFacts {
  const masked = url?.replace(/:[^:@/]*@/, ':••••@')
  return { ...facts, ...(masked && { database: masked }), restartNeeded: true }
}
