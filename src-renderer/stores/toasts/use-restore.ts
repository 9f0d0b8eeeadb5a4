import type { RestorePoint } from '../../../src-main/contract'
import { problemOf, type ApiProblem } from '../../api'
import { useProfileStore } from '../profile'
import { useSessionStore } from '../people/session'
import { useToastsStore } from './toasts'

/** What is said, by whoever draws. */
export interface RestoreWords {
  undo(): string
  restored(): string
  /** So many stay as they are, since somebody changed them or took their names. */
  restoredButFor(left: number): string
  /** So many came back, more than were named: removals that follow each other closely are one deed. */
  together?(count: number): string
  problem(problem: ApiProblem): string
}

/** The way back to before the last import or the last removals, for the button of a toast and for a page. */
export function useRestore(words: RestoreWords) {
  const profile = useProfileStore()
  const session = useSessionStore()
  const toasts = useToastsStore()

  async function goBack({ id }: Pick<RestorePoint, 'id'>, named = 1): Promise<void> {
    try {
      const { left, ...counts } = await profile.restore(id)
      const count = Object.values(counts).reduce((sum, one) => sum + one, 0)
      const text = count > named ? words.together?.(count) : undefined
      if (left.length === 0) toasts.show({ tone: 'ok', title: words.restored(), text })
      else toasts.show({ tone: 'warn', title: words.restoredButFor(left.length), text })
    } catch (error) {
      toasts.show({ tone: 'err', title: words.problem(problemOf(error)) })
    }
  }

  /** A toast's *Undo* of as many as it names; undefined where nothing was kept, and for whoever may not go back. `after` runs when it was done. */
  async function offer(
    after: () => unknown = () => undefined,
    named = 1
  ): Promise<{ label: string; run: () => void } | undefined> {
    if (!session.may('administrator')) return undefined
    const point = await profile.restorePoint().catch(() => null)
    return point ? { label: words.undo(), run: () => void goBack(point, named).then(after) } : undefined
  }

  return { goBack, offer }
}
