import { onScopeDispose } from 'vue'

/** Whether a bare key belongs to whoever types, or to what floats above the page. */
export function isKeyTaken(target: EventTarget | null): boolean {
  return hasFloating() || (target instanceof HTMLElement && target.matches(TYPED_IN))
}

const TYPED_IN = 'input, textarea, select, [contenteditable]'
const hasFloating = (): boolean =>
  document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null

/**
 * What a key does while the caller is on the page, by its place on the keyboard (`KeyN`), whatever alphabet is typed. `fromFields`:
 * with Ctrl or ⌘ it does so while somebody types, too.
 */
export function usePageKey(
  code: string,
  action: () => void,
  { fromFields = false }: { fromFields?: boolean } = {}
): void {
  function onKey(event: KeyboardEvent): void {
    if (event.code !== code || event.defaultPrevented || event.repeat || event.altKey || event.shiftKey)
      return
    const isCommand = event.ctrlKey || event.metaKey
    const isMeant = isCommand ? fromFields && !hasFloating() : !isKeyTaken(event.target)
    if (!isMeant) return
    event.preventDefault()
    action()
  }

  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}
