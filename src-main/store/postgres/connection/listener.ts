import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../../../ports'
import { placeOf } from './address'
import type { Availability } from './availability'
import type { ConfigurationMark } from '../configuration-rows'
import { isDamage } from '../configuration-side'
import { asStoreError } from './failure'
import { openListeningConnection, type Head, type ListeningConnection } from './listening-connection'
import { lackOf } from './rights'
import type { Sockets } from './sockets'

/** Hears of what other servers write, and knows twice a second whether the database is there. */
export interface Listener {
  /** Resolves when it hears. Rejects with StoreError `unwritable`. */
  begin(): Promise<void>
  close(): Promise<void>
}

/** Together with the silence below no more than the second within which a change of another server is in force here. */
const BEAT_MS = 500
/** A connection that says nothing for so long may have been lost without a word. */
const SILENCE_MS = 400
/** The same for one that is known to be slow, which is no reason to open others all the time. */
const SLOW_SILENCE_MS = 2000
/** An answer that takes longer is none: whoever asks whether the server is ready should hear of it soon. */
const PATIENCE_MS = 5000

interface Deps {
  readonly url: string
  readonly availability: Availability
  readonly sockets: Pick<Sockets, 'make'>
  /** The configuration that is known here. */
  readonly known: () => ConfigurationMark
  /** Takes in what is newer, or was restored. */
  readonly catchUp: () => Promise<void>
}

/** Who was asked, and what the answer is. */
interface Answer {
  readonly asked: ListeningConnection
  readonly head: Head | undefined
}

/** Hears of changes at once; where a notification is lost with its connection, the next look finds them. */
export function createListener({ url, availability, sockets, known, catchUp }: Deps): Listener {
  const place = placeOf(url)
  let current: ListeningConnection | undefined
  let isSlow = false
  let timer: NodeJS.Timeout | undefined
  let beating: Promise<void> = Promise.resolve()
  let closed = false

  function heard(newest: number): void {
    // What fails here is tried again, and told of, by the next look.
    if (newest > known().version) void catchUp().catch(() => undefined)
  }

  async function answerOn(connection?: ListeningConnection): Promise<Answer> {
    const asked =
      connection ?? (await openListeningConnection({ url, sockets, patienceMs: PATIENCE_MS, heard }))
    try {
      return { asked, head: await asked.look() }
    } catch (cause) {
      asked.drop()
      throw cause
    }
  }

  /** Asks on the connection that stands; while that says nothing, on a new one too. Who answers first is who is asked from then on. */
  async function ask(): Promise<Answer> {
    if (!current?.isOpen()) return answerOn()
    const standing = current
    const first = answerOn(standing)
    for (const silenceMs of isSlow ? [SILENCE_MS, SLOW_SILENCE_MS] : [SILENCE_MS]) {
      const answer = await Promise.race([first, pause(silenceMs, undefined, { ref: false })])
      if (!answer) continue
      isSlow &&= silenceMs !== SILENCE_MS
      return answer
    }
    const second = answerOn()
    const answer = await Promise.any([first, second]).catch(() => first)
    isSlow = answer.asked === standing
    if (isSlow) void second.then(({ asked }) => asked.end()).catch(() => undefined)
    else standing.drop()
    return answer
  }

  async function askInTime(): Promise<Head> {
    const overdue = setTimeout(() => availability.failed(`${place} does not answer`), PATIENCE_MS)
    try {
      const { asked, head } = await ask()
      current = asked
      if (!head) throw new StoreError('unwritable', `${place} is being restored`)
      if (head.readOnly) throw new StoreError('unwritable', `${place} is read-only`)
      const lack = lackOf(head.lacking)
      if (lack) throw new StoreError('unwritable', `${place} can't be written: ${lack}`)
      return head
    } catch (cause) {
      void current?.end()
      current = undefined
      throw cause
    } finally {
      clearTimeout(overdue)
    }
  }

  async function look(): Promise<void> {
    try {
      const { version, table } = await askInTime()
      // A version that goes back is one of a database that was restored.
      if (Number(version) !== known().version || table !== known().table) await catchUp()
      availability.succeeded()
    } catch (cause) {
      const error = asStoreError(cause, place)
      const reason = error instanceof Error ? error.message : String(error)
      availability.failed(reason, isDamage(error) ? 'damage' : 'outage')
      throw error
    }
  }

  function scheduleBeat(): void {
    if (closed) return
    timer = setTimeout(() => {
      beating = look().catch(() => undefined)
      void beating.then(scheduleBeat)
    }, BEAT_MS)
    timer.unref()
  }

  return {
    async begin() {
      await look()
      scheduleBeat()
    },
    async close() {
      closed = true
      clearTimeout(timer)
      await beating
      await current?.end()
    }
  }
}
