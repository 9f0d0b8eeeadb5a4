import { say } from '../../contract'
import { DesktopRefusal, type Log, type UpdateFacts } from '../../ports'

/** Where updates come from: one look at a time, and what became of it. */
export interface UpdateFeed {
  /** Looks for an update and fetches it; the version that is ready, undefined: there is none. `found` hears of what is fetched. */
  fetch(found: (version: string) => void): Promise<string | undefined>
  /** Ends the app, installs what was fetched and starts it; calls back once where that comes to nothing. */
  install(failed: () => void): void
}

/** Ends the app in good order and does `last`, which is told what helps when the app is still there afterwards. */
export type QuitWith = (last: (failed: () => void) => void) => void

export interface Updates {
  facts(): UpdateFacts
  /** Whether each start looks for updates. */
  setAutomatic(on: boolean): void
  /** Looks and fetches; resolves when that is over. Throws DesktopRefusal where there can be no updates. */
  check(): Promise<void>
  /** Throws DesktopRefusal when none is ready; `quitWith` ends the app and installs as the very last thing, with what to do where that fails. */
  install(quitWith: QuitWith): void
}

export interface UpdatesDeps {
  /** Why this build gets no updates at all; undefined: it does. */
  readonly never: 'preset' | 'unpackaged' | 'portable' | undefined
  readonly automatic: boolean
  readonly openFeed: () => Promise<UpdateFeed>
  readonly log: Pick<Log, 'info' | 'warn'>
  readonly changed: () => void
}

type Progress = Pick<UpdateFacts, 'status' | 'version' | 'message'>

/** Looks for updates, fetches them, and installs one when somebody says so: never by itself. */
export function createUpdates(deps: UpdatesDeps): Updates {
  const { never, openFeed, log, changed } = deps
  let { automatic } = deps
  let progress: Progress = { status: 'idle' }
  let feed: UpdateFeed | undefined
  const become = (next: Progress) => {
    progress = next
    changed()
  }

  async function look(): Promise<void> {
    become({ status: 'checking' })
    try {
      feed ??= await openFeed()
      const version = await feed.fetch((found) => become({ status: 'downloading', version: found }))
      if (version !== undefined) log.info('An update is ready to be installed', { version })
      become(version === undefined ? { status: 'idle' } : { status: 'ready', version })
    } catch (error) {
      const message = firstLine(error)
      log.warn('Updates could not be had', { message })
      become({ status: 'failed', message })
    }
  }

  return {
    facts() {
      if (never) return { status: 'off', automatic: false, reason: never }
      const isChosenOff = !automatic && progress.status === 'idle'
      return isChosenOff ? { status: 'off', automatic, reason: 'chosen' } : { ...progress, automatic }
    },
    setAutomatic(on) {
      if (never && on) throw new DesktopRefusal(say(`update_${never}`), 'update')
      automatic = on
    },
    async check() {
      if (never) throw new DesktopRefusal(say(`update_${never}`))
      if (!['checking', 'downloading', 'ready'].includes(progress.status)) await look()
    },
    install(quitWith) {
      if (!feed || progress.status !== 'ready') throw new DesktopRefusal(say('update_missing'))
      quitWith(feed.install)
    }
  }
}

/** Libraries put whole answers into their messages. */
const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0]!.slice(0, 300)
