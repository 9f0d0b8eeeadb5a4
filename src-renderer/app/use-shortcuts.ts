import { onScopeDispose } from 'vue'
import { useRouter } from 'vue-router'
import { useSessionStore } from '../stores/people/session'
import { isKeyTaken } from '../ui'
import { sectionsFor } from './sections'

/** Macs have their own key for commands. */
export const isMac = /mac/i.test(navigator.platform)
export const commandKey = isMac ? '⌘' : 'Ctrl'

/** The keys that work everywhere. A bare key does nothing while somebody types or a dialog is open. */
export function useShortcuts(open: { palette: () => void; shortcuts: () => void }): void {
  const router = useRouter()
  const session = useSessionStore()

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey) return
    const isCommand = isMac ? event.metaKey : event.ctrlKey
    if (isCommand && event.code === 'KeyK') return act(event, open.palette)
    if (isCommand && event.code === 'Comma') return act(event, () => void router.push('/preferences'))
    if (isCommand || event.metaKey || event.ctrlKey || isKeyTaken(event.target)) return
    if (event.code === 'KeyF' && !event.shiftKey) return act(event, find)
    if (event.key === '?') return act(event, open.shortcuts)
    const path = pathOf(event.key)
    if (path !== undefined) act(event, () => void router.push(path))
  }

  /** Into the search field of the page, and where it has none, into that of everything. */
  function find(): void {
    const field = document.querySelector<HTMLInputElement>('#content [role="search"] input')
    if (!field?.checkVisibility()) return open.palette()
    field.focus()
    field.select()
  }

  function pathOf(key: string): string | undefined {
    if (!/^[1-9]$/.test(key)) return undefined
    return sectionsFor(session)[Number(key) - 1]?.path
  }

  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault()
  action()
}
