import type { AnyRouter } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import type { IpcMain, IpcMainEvent, WebContents } from 'electron'
import type { Capability } from '../contract'

/** The one channel between main and page. The preload sends and listens on it and on nothing else. */
const CHANNEL = 'panel'

/** The person at the machine is the administrator of their own server, and may do what a browser could not. */
const ACCESS = {
  actor: { kind: 'local' as const },
  capabilities: [
    'server.control',
    'files.reveal',
    'playground.any_issuer',
    'playground.windows'
  ] as readonly Capability[]
}

export interface PanelChannel {
  readonly ipcMain: Pick<IpcMain, 'on'>
  readonly page: WebContents
  /** The panel's contract, implemented. */
  readonly panel: AnyRouter
  /** Shows a folder in the machine's file manager. */
  readonly reveal: (folder: string) => void
  /** Whether an address belongs to the panel. */
  readonly isOwnAddress: (address: string) => boolean
}

/**
 * Serves the panel's contract to one page. What a page asked for ends with that page: after a reload nothing of the old one
 * is answered into the new one.
 */
export function servePanelChannel({ ipcMain, page, panel, reveal, isOwnAddress }: PanelChannel): void {
  const handler = new RPCHandler(panel)
  let connection: Connection | undefined
  const disconnect = () => {
    connection?.close()
    connection = undefined
  }
  const connect = () => {
    const fresh = createConnection((message) => {
      if (!page.isDestroyed()) page.send(CHANNEL, message)
    })
    handler.upgrade(fresh.port, { context: { ...ACCESS, reveal } })
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
