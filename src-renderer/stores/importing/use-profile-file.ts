import { computed, ref, shallowRef } from 'vue'
import type { Issue, ProfileChange, ProfileComparison } from '../../../src-main/contract'
import { problemOf, type ApiProblem } from '../../api'
import { useProfileStore, type ProfileDocument } from '../profile'
import { chosenPart, idOfChange } from './chosen-part'
import { useImportProgress } from './use-import-progress'
import { readProfileFile, UnreadableProfile } from './read-profile-file'

/** What is said when a file can't be taken in, by whoever draws. */
export interface ProfileFileWords {
  problem(problem: ApiProblem): string
  unreadable(reason: UnreadableProfile['reason'], detail: string): string
  refused(): string
}

/** A profile in a file: it is read, compared with what there is, and its reader leaves out what they don't want. */
export function useProfileFile(words: ProfileFileWords) {
  const profile = useProfileStore()
  const fileName = ref('')
  const document = shallowRef<ProfileDocument>()
  const comparison = shallowRef<ProfileComparison>()
  const leftOut = ref<ReadonlySet<string>>(new Set())
  const problem = ref('')
  const issues = ref<readonly Issue[]>([])
  const busy = ref(false)
  const { progress, forgetProgress } = useImportProgress(busy)

  /** What the file names and its reader wants; undefined without a file. */
  const chosen = computed(() => document.value && chosenPart(document.value, leftOut.value))
  const chosenCount = computed(() => {
    const { added = 0, changed = 0 } = comparison.value ?? {}
    return added + changed - leftOut.value.size
  })

  /** Does something that may fail, and says why it did. */
  async function run(work: () => Promise<void>): Promise<void> {
    busy.value = true
    problem.value = ''
    issues.value = []
    try {
      await work()
    } catch (error) {
      say(error)
    } finally {
      busy.value = false
      forgetProgress()
    }
  }

  function say(error: unknown): void {
    if (error instanceof UnreadableProfile)
      return void (problem.value = words.unreadable(error.reason, error.detail))
    const failure = problemOf(error)
    issues.value = failure.issues
    problem.value = failure.issues.length ? words.refused() : words.problem(failure)
  }

  const open = (name: string, textOf: () => Promise<string>): Promise<void> =>
    run(async () => {
      forget()
      fileName.value = name
      const read = await readProfileFile(await textOf())
      comparison.value = await profile.compare(read)
      document.value = read
    })

  const isChosen = (change: ProfileChange): boolean => !leftOut.value.has(idOfChange(change))

  function choose(change: ProfileChange, wanted: boolean): void {
    const rest = new Set(leftOut.value)
    if (wanted) rest.delete(idOfChange(change))
    else rest.add(idOfChange(change))
    leftOut.value = rest
  }

  function forget(): void {
    fileName.value = ''
    document.value = undefined
    comparison.value = undefined
    leftOut.value = new Set()
  }

  return {
    fileName,
    comparison,
    chosen,
    chosenCount,
    problem,
    issues,
    busy,
    progress,
    run,
    open,
    isChosen,
    choose,
    forget
  }
}
