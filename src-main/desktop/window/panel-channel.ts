import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { Capability } from '../../contract'
import type { DesktopHost } from '../../ports'

/** The one channel between main and page. The preload sends and listens on it and on nothing else. */
const CHANNEL = 'panel'

/** What the person at the machine may that a browser could not. */
const CAPABILITIES: readonly Capability[] = [
  'server.control',
  'files.reveal',
  'playground.any_issuer',
  'playground.windows',
  'desktop'
]

export interface PanelChannel {
  readonly ipcMain: Pick<IpcMain, 'on'>
  readonly page: WebContents
  /** The panel's contract, implemented. */
  readonly panel: AnyRouter
  /** Shows a folder in the machine's file manager. */
  readonly reveal: (folder: string) => void
  /** The app itself; a lock of its preset takes from its person what only administrators may. */
  readonly desktop: DesktopHost
  /** Whether an address belongs to the panel. */
  readonly isOwnAddress: (address: string) => boolean
}

/**
 * Serves the panel's contract to one page. What a page asked for ends with that page: after a reload nothing of the old one
 * is answered into the new one.
 */
export function servePanelChannel(channel: PanelChannel): void {
  const { ipcMain, page, panel, isOwnAddress } = channel
  const handler = new RPCHandler(panel)
  const context = contextOf(channel)
  let connection: Connection | undefined
  const disconnect = () => {
    connection?.close()
    connection = undefined
  }
  const connect = () => {
    const fresh = createConnection((message) => {
      if (!page.isDestroyed()) page.send(CHANNEL, message)
    })
    handler.upgrade(fresh.port, { context })
    return fresh
  }
  ipcMain.on(CHANNEL, (event, message: unknown) => {
    if (!isFromPanel(event, page, isOwnAddress)) return
    connection ??= connect()
    connection.receive(message)
  })
  page.on('did-navigate', disconnect)
  page.on('render-process-gone', disconnect)
  page.on('destroyed', disconnect)
}

/** The person at the machine is the administrator of their own server, unless whoever made the build locked that away. */
function contextOf({ desktop, reveal }: PanelChannel) {
  const lock = desktop.preset?.lock
  const actor = { kind: 'local' as const, ...(lock !== undefined && { lock }) }
  return { actor, capabilities: CAPABILITIES, reveal, desktop }
}

/** Electron's security checklist, no. 17: the main frame of our own window, on our own page. */
function isFromPanel(
  event: IpcMainEvent,
  page: WebContents,
  isOwnAddress: (address: string) => boolean
): boolean {
  const frame = event.senderFrame
  return event.sender === page && frame !== null && frame === page.mainFrame && isOwnAddress(frame.url)
}

type Listener = (message: unknown) => void

interface Connection {
  readonly port: {
    postMessage(message: unknown): void
    readonly onMessage: { addListener(listener: Listener): void }
    readonly onDisconnect: { addListener(listener: () => void): void }
  }
  receive(message: unknown): void
  close(): void
}

/** A message port over the channel, as oRPC takes it; nothing is posted any more once it is closed. */
function createConnection(post: Listener): Connection {
  const listeners: Listener[] = []
  const closers: (() => void)[] = []
  let open = true
  return {
    port: {
      postMessage: (message) => {
        if (open) post(message)
      },
      onMessage: { addListener: (listener) => void listeners.push(listener) },
      onDisconnect: { addListener: (listener) => void closers.push(listener) }
    },
    receive: (message) => listeners.forEach((listener) => listener(message)),
    close: () => {
      open = false
      closers.forEach((closer) => closer())
    }
  }
}
