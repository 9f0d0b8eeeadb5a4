import { onScopeDispose } from 'vue'

/** What the keys of the playground do. */
export interface PlaygroundKeys {
  /** Enter. */
  go(): void
  /** Shift and Enter. */
  runAll(): void
  /** S. */
  save(): void
  /** N. */
  startOver(): void
  /** L. */
  clear(): void
}

const INTERACTIVE = 'a, button, input, textarea, select, summary, [contenteditable], [tabindex="0"]'

/**
 * Enter sends from wherever it means nothing else, with Ctrl or ⌘ from a field too; the letters work while nobody types
 * and nothing floats above the page.
 */
export function usePlaygroundKeys(keys: PlaygroundKeys): void {
  const letters: Readonly<Record<string, () => void>> = {
    KeyS: keys.save,
    KeyN: keys.startOver,
    KeyL: keys.clear
  }

  function actionOf(event: KeyboardEvent): (() => void) | undefined {
    if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return undefined
    const isCommand = event.ctrlKey || event.metaKey
    const isFree = !(event.target instanceof HTMLElement && event.target.closest(INTERACTIVE))
    if (event.key === 'Enter' && (isCommand || isFree)) return event.shiftKey ? keys.runAll : keys.go
    return isCommand || event.altKey || event.shiftKey || isTyped(event.target)
      ? undefined
      : letters[event.code]
  }

  function onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.repeat) return
    const action = actionOf(event)
    if (!action) return
    event.preventDefault()
    action()
  }

  window.addEventListener('keydown', onKey)
  onScopeDispose(() => window.removeEventListener('keydown', onKey))
}

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]')
