import type { Session, Shell, WebContents } from 'electron'
import { isWebAddress } from './web-address'

export interface PageGuards {
  readonly page: WebContents
  readonly session: Session
  readonly shell: Pick<Shell, 'openExternal'>
  readonly isOwnAddress: (address: string) => boolean
  /** Opens a window for a sign-in, where the page asked for one by its name; false: it did not. */
  readonly openSignIn: (frameName: string, address: string) => boolean
}

/**
 * Keeps the window on the panel: it navigates nowhere else, opens no other window but for a sign-in, and has no permission. A
 * link to the web goes to the person's browser (Electron's security checklist, nos. 5, 13, 14 and 15).
 */
export function guardPage({ page, session, shell, isOwnAddress, openSignIn }: PageGuards): void {
  page.on('will-navigate', (event) => {
    if (isOwnAddress(event.url)) return
    event.preventDefault()
    openInBrowser(shell, event.url)
  })
  page.setWindowOpenHandler(({ url, frameName }) => {
    if (!openSignIn(frameName, url)) openInBrowser(shell, url)
    return { action: 'deny' }
  })
  page.on('will-attach-webview', (event) => event.preventDefault())
  session.setPermissionRequestHandler((_page, permission, answer) => answer(isHarmless(permission)))
  session.setPermissionCheckHandler((_page, permission) => isHarmless(permission))
}

/** Opens web addresses and nothing else. */
export function openInBrowser(shell: Pick<Shell, 'openExternal'>, address: string): void {
  if (isWebAddress(address)) void shell.openExternal(new URL(address).href)
}

/** The panel's copy buttons write to the clipboard; nothing asks for more. */
const isHarmless = (permission: string) => permission === 'clipboard-sanitized-write'
