import { Notification } from 'electron'
import type { Exchange, NotificationKind, ServerState } from '../../contract'
import { fill, type Texts } from '../menus/texts'

/** Messages of the operating system, for whoever wants them. None takes the focus; a click shows the window. */
export interface Notices {
  /** The server has another state. */
  server(state: ServerState): void
  /** A request came in. */
  exchange(exchange: Exchange): void
  /** What the panel says needs attention. */
  attention(items: readonly Attention[]): void
}

/** One of the panel's, by id; `values` fill its text. */
export interface Attention {
  readonly id: string
  readonly values: Readonly<Record<string, string>>
}

export interface NoticesDeps {
  readonly wanted: () => Readonly<Record<NotificationKind, boolean>>
  readonly texts: () => Texts
  readonly showWindow: () => void
  /** Whether somebody looks at the window, and sees it there. */
  readonly isWatched: () => boolean
  /** Whether the server ends because somebody quits. */
  readonly isQuitting: () => boolean
}

const EXPIRIES: readonly string[] = ['key_ends', 'certificate_ends', 'authority_ends']
/** A page that is loaded again so soon is the same person's. */
const SAME_WAIT_MS = 60_000
/** The page on which a person signs in. */
const SIGN_IN_PAGE = '/sign-in'

export function createNotices(deps: NoticesDeps): Notices {
  const { wanted, texts, isWatched, isQuitting, showWindow } = deps
  let wasRunning = false
  const told = new Set<string>()
  /** By client: when its sign-in page was shown last. */
  const waitingSince = new Map<string, number>()

  function tell(kind: NotificationKind, body: string): void {
    if (!wanted()[kind] || isWatched() || !Notification.isSupported()) return
    const notice = new Notification({ title: texts().name, body, silent: true })
    notice.on('click', showWindow)
    notice.show()
  }

  function tellOnce(key: string, kind: NotificationKind, body: string): void {
    if (told.has(key) || !wanted()[kind]) return
    told.add(key)
    tell(kind, body)
  }

  return {
    server({ status, failure }) {
      const hasEnded = status === 'failed' || (wasRunning && status === 'stopped')
      if (hasEnded && !isQuitting())
        tell('server_stopped', failure?.message ?? texts().notification.serverStopped)
      if (status !== 'stopping' && status !== 'starting') wasRunning = status === 'running'
    },
    exchange({ method, path, page, client_id, at }) {
      if (method !== 'GET' || !page || !path.startsWith(SIGN_IN_PAGE)) return
      const client = client_id ?? texts().notification.someClient
      const isNews = at - (waitingSince.get(client) ?? -Infinity) > SAME_WAIT_MS
      waitingSince.set(client, at)
      if (isNews) tell('sign_in_waiting', fill(texts().notification.signInWaiting, { client }))
    },
    attention(items) {
      for (const { id, values } of items.filter((item) => EXPIRIES.includes(item.id))) {
        const key = `${id} ${JSON.stringify(values)}`
        tellOnce(key, 'key_expires', texts().notification[id as 'key_ends'])
      }
    }
  }
}
