import type { Session } from '../../../src-main/contract'

const KEPT_UNDER = 'friendly-oauth2.drafts-of'

/** Whether the drafts in this tab are those of whoever sits here; from now on they are. */
export function takeDraftsOver({ kind, username }: Pick<Session, 'kind' | 'username'>): boolean {
  const person = username === undefined ? kind : `${kind} ${username}`
  try {
    const before = sessionStorage.getItem(KEPT_UNDER)
    sessionStorage.setItem(KEPT_UNDER, person)
    return before === person
  } catch {
    // A browser may forbid storage; then there are no drafts of anybody.
    return false
  }
}
