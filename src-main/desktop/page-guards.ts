import type { Session, Shell, WebContents } from 'electron'

export interface PageGuards {
  readonly page: WebContents
  readonly session: Session
  readonly shell: Pick<Shell, 'openExternal'>
  readonly isOwnAddress: (address: string) => boolean
}

/**
 * Keeps the window on the panel: it navigates nowhere else, opens no other window and has no permission. A link to the web
 * goes to the person's browser (Electron's security checklist, nos. 5, 13, 14 and 15).
 */
export function guardPage({ page, session, shell, isOwnAddress }: PageGuards): void {
  page.on('will-navigate', (event) => {
    if (isOwnAddress(event.url)) return
    event.preventDefault()
    openInBrowser(shell, event.url)
  })
  page.setWindowOpenHandler(({ url }) => {
    openInBrowser(shell, url)
    return { action: 'deny' }
  })
  page.on('will-attach-webview', (event) => event.preventDefault())
  session.setPermissionRequestHandler((_page, permission, answer) => answer(isHarmless(permission)))
  session.setPermissionCheckHandler((_page, permission) => isHarmless(permission))
}

/** Opens web addresses and nothing else: another scheme would start whatever program has claimed it. */
export function openInBrowser(shell: Pick<Shell, 'openExternal'>, address: string): void {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url && (url.protocol === 'https:' || url.protocol === 'http:')) void shell.openExternal(url.href)
}

/** The panel's copy buttons write to the clipboard; nothing asks for more. */
const isHarmless = (permission: string) => permission === 'clipboard-sanitized-write'
