import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { problemOf } from '../../../stores/toasts/problem-of'
import { useOverviewStore } from '../../../stores/overview'
import { useSettingsStore } from '../../../stores/settings/settings'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useProblemText } from '../../../ui'

/** What the attention list can mend on the spot. */
export function useRepairs(): {
  busy: Ref<boolean>
  followAddress: () => Promise<void>
  reload: () => Promise<void>
} {
  const { t } = useI18n()
  const overview = useOverviewStore()
  const settings = useSettingsStore()
  const toasts = useToastsStore()
  const problemText = useProblemText()
  const busy = ref(false)

  async function mend(repair: () => Promise<unknown>, done?: string): Promise<void> {
    busy.value = true
    try {
      await repair()
      await overview.load()
      if (done) toasts.show({ tone: 'ok', title: done })
    } catch (error) {
      toasts.show({ tone: 'err', title: problemText(problemOf(error)) })
    } finally {
      busy.value = false
    }
  }

  return {
    busy,
    followAddress: () => mend(() => settings.save({ issuer: null }), t('attention.issuer_differs.done')),
    reload: () => mend(() => Promise.resolve())
  }
}
