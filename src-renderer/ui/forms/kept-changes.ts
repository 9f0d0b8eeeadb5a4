import { getCurrentScope, onScopeDispose, watch } from 'vue'
import type { FormChange } from './form-changes'

const KEPT_UNDER = 'friendly-oauth2.form.'
const SECRET_NAME = /secret|password|private/i
/** White space between the tokens of JSON, also of JSON that stands in a string of JSON. */
const GAP = String.raw`(?:\s|\\+[nrt])*`
/** A secret inside a value: a private member of a JWK (RFC 7517 §4, RFC 7518 §6), a key in PEM, text under a name that says so. */
const HELD_SECRET = new RegExp(
  String.raw`"[dk]\\*"${GAP}:|PRIVATE KEY|(?:secret|password|private)[^"\\]*\\*"${GAP}:${GAP}\\*["[{]`,
  'i'
)

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
  const kept = inStorage((storage): unknown => JSON.parse(storage.getItem(KEPT_UNDER + place) ?? '[]'))
  return Array.isArray(kept) ? kept.filter(isChange) : []
}

/** Whoever signs in next must not see any of it. */
export function forgetKeptChanges(): void {
  inStorage((storage) => {
    for (const key of Object.keys(storage)) if (key.startsWith(KEPT_UNDER)) storage.removeItem(key)
  })
}

/** A switch or a number is no secret, whatever it is called. */
function isKept({ path, value }: FormChange): boolean {
  if (value === undefined || value === null || typeof value === 'boolean' || typeof value === 'number')
    return true
  if (path.some((name) => SECRET_NAME.test(name))) return false
  return !HELD_SECRET.test(JSON.stringify({ [path.at(-1) ?? '']: value }))
}

function isChange(kept: unknown): kept is FormChange {
  return typeof kept === 'object' && kept !== null && 'path' in kept && Array.isArray(kept.path)
}

function write(place: string, changes: readonly FormChange[]): void {
  if (changes.length === 0) return forget(place)
  const text = JSON.stringify(changes)
  const isWritten = inStorage((storage) => {
    storage.setItem(KEPT_UNDER + place, text)
    return true
  })
  // There may be no room for a picture; what was written before must not come back in its place.
  if (!isWritten) forget(place)
}

function forget(place: string): void {
  inStorage((storage) => storage.removeItem(KEPT_UNDER + place))
}

/** A browser may forbid storage; then changes last as long as the page. */
function inStorage<Result>(work: (storage: Storage) => Result): Result | undefined {
  try {
    return work(sessionStorage)
  } catch {
    return undefined
  }
}
