import { shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { RestorePoint } from '../../../src-main/contract'
import { useProfileFile } from '../../stores/importing/use-profile-file'
import { useProfileStore } from '../../stores/profile'
import { useRestore } from '../../stores/toasts/use-restore'
import { useToastsStore } from '../../stores/toasts/toasts'
import { saveFile, useProblemText, useProfileWords } from '../../ui'

/** Taking in a profile: a file is read and compared, the reader chooses, and only then anything changes. */
export function useImport() {
  const { t } = useI18n()
  const profile = useProfileStore()
  const toasts = useToastsStore()
  const file = useProfileFile(useProfileWords())
  /** What can be gone back to. */
  const point = shallowRef<RestorePoint>()
  const wayBack = useRestore({
    undo: () => t('preferences.import.undo'),
    restored: () => t('preferences.import.restored'),
    restoredButFor: (left) => t('preferences.import.restoredButFor', left),
    problem: useProblemText()
  })

  const take = (keepCopy: boolean): Promise<void> =>
    file.run(async () => {
      if (!file.chosen.value) return
      if (keepCopy) {
        const before = JSON.stringify(await profile.exported(false), undefined, 2)
        saveFile('friendly-oauth2-before-import.json', 'application/json', `${before}\n`)
      }
      await profile.take(file.chosen.value)
      const title = t('preferences.import.done', { file: file.fileName.value })
      toasts.show({ tone: 'ok', title, action: await wayBack.offer(look) })
      file.forget()
      await look()
    })

  async function look(): Promise<void> {
    point.value = (await profile.restorePoint().catch(() => null)) ?? undefined
  }

  const undo = (): Promise<void> =>
    file.run(async () => {
      if (point.value) await wayBack.goBack(point.value)
      await look()
    })

  return { ...file, point, look, undo, take }
}
