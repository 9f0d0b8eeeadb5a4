import { getCurrentScope, onScopeDispose, watch } from 'vue'
import type { FormChange } from './form-changes'

const KEPT_UNDER = 'friendly-oauth2.form.'
const SECRET_NAME = /secret|password|private/i

/**
 * Writes down what isn't saved yet, in this tab alone and without secrets, so that a page that died finds it again. Whoever leaves the
 * form or the page by will was asked whether it may be lost.
 */
export function keepChanges(place: () => string, changes: () => readonly FormChange[]): void {
  const forgetHere = () => forget(place())
  watch(place, (_now, before) => forget(before))
  watch(changes, (now) => write(place(), now.filter(isKept)))
  window.addEventListener('pagehide', forgetHere)
  if (getCurrentScope())
    onScopeDispose(() => {
      window.removeEventListener('pagehide', forgetHere)
      forgetHere()
    })
}

/** What was written down at a place. What another version wrote in another way counts for nothing. */
export function recallChanges(place: string): readonly FormChange[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT_UNDER + place) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isChange) : []
  } catch {
    return []
  }
}

/** Whoever signs in next must not see any of it. */
export function forgetKeptChanges(): void {
  for (const key of Object.keys(sessionStorage))
    if (key.startsWith(KEPT_UNDER)) sessionStorage.removeItem(key)
}

const isKept = ({ path }: FormChange) => !path.some((name) => SECRET_NAME.test(name))

function isChange(kept: unknown): kept is FormChange {
  return typeof kept === 'object' && kept !== null && 'path' in kept && Array.isArray(kept.path)
}

function write(place: string, changes: readonly FormChange[]): void {
  if (changes.length === 0) return forget(place)
  try {
    sessionStorage.setItem(KEPT_UNDER + place, JSON.stringify(changes))
  } catch {
    // A browser may forbid storage, or have no room for a picture; then changes last as long as the page.
    forget(place)
  }
}

const forget = (place: string) => sessionStorage.removeItem(KEPT_UNDER + place)
