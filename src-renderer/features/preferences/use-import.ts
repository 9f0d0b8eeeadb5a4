import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Issue, ProfileComparison, RestorePoint } from '../../../src-main/contract'
import { problemOf } from '../../stores/problem-of'
import { useProfileStore, type ProfileDocument } from '../../stores/profile'
import { useRestore } from '../../stores/use-restore'
import { useToastsStore } from '../../stores/toasts'
import { saveFile, useProblemText } from '../../ui'
import { chosenPart, idOfChange } from './chosen-part'
import { readProfileFile, UnreadableProfile } from './read-profile-file'

/** Taking in a profile: a file is read and compared, the reader chooses, and only then anything changes. */
export function useImport() {
  const { t } = useI18n()
  const profile = useProfileStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const fileName = ref('')
  const document = shallowRef<ProfileDocument>()
  const comparison = shallowRef<ProfileComparison>()
  const leftOut = ref<ReadonlySet<string>>(new Set())
  /** What can be gone back to. */
  const point = shallowRef<RestorePoint>()
  const wayBack = useRestore({
    undo: () => t('preferences.import.undo'),
    restored: () => t('preferences.import.restored'),
    problem: problemText
  })
  const problem = ref('')
  const issues = ref<readonly Issue[]>([])
  const busy = ref(false)

  const shown = computed(() => comparison.value?.changes ?? [])
  const chosenCount = computed(() => {
    const { added = 0, changed = 0 } = comparison.value ?? {}
    return added + changed - leftOut.value.size
  })

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
    }
  }

  function say(error: unknown): void {
    if (error instanceof UnreadableProfile)
      return void (problem.value = t(`preferences.import.${error.reason}`, { detail: error.detail }))
    const failure = problemOf(error)
    issues.value = failure.issues
    problem.value = failure.issues.length ? t('preferences.import.refused') : problemText(failure)
  }

  const open = (file: File): Promise<void> =>
    run(async () => {
      forget()
      fileName.value = file.name
      const read = await readProfileFile(await file.text())
      comparison.value = await profile.compare(read)
      document.value = read
    })

  function choose(
    change: { kind: ProfileComparison['changes'][number]['kind']; key: string },
    chosen: boolean
  ): void {
    const rest = new Set(leftOut.value)
    if (chosen) rest.delete(idOfChange(change))
    else rest.add(idOfChange(change))
    leftOut.value = rest
  }

  const take = (keepCopy: boolean): Promise<void> =>
    run(async () => {
      if (!document.value) return
      if (keepCopy) {
        const before = JSON.stringify(await profile.exported(false), undefined, 2)
        saveFile('friendly-oauth2-before-import.json', 'application/json', `${before}\n`)
      }
      await profile.take(chosenPart(document.value, leftOut.value))
      const title = t('preferences.import.done', { file: fileName.value })
      toasts.show({ tone: 'ok', title, action: await wayBack.offer(look) })
      forget()
      await look()
    })

  async function look(): Promise<void> {
    point.value = (await profile.restorePoint().catch(() => null)) ?? undefined
  }

  const undo = (): Promise<void> =>
    run(async () => {
      if (point.value) await wayBack.goBack(point.value)
      await look()
    })

  function forget(): void {
    fileName.value = ''
    document.value = undefined
    comparison.value = undefined
    leftOut.value = new Set()
  }

  return {
    fileName,
    comparison,
    shown,
    leftOut,
    chosenCount,
    problem,
    issues,
    busy,
    point,
    look,
    undo,
    open,
    choose,
    take,
    forget
  }
}
