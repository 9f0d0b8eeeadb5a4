import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useOverviewStore } from '../../../stores/overview'
import { useSettingsStore } from '../../../stores/settings/settings'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useAttempt } from '../../../stores/use-attempt'
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
  const { busy, attempt } = useAttempt(useFailureToast(useProblemText()))

  async function mend(repair: () => Promise<unknown>, done?: string): Promise<void> {
    await attempt(async () => {
      await repair()
      await overview.load()
      if (done) toasts.show({ tone: 'ok', title: done })
    })
  }

  return {
    busy,
    followAddress: () => mend(() => settings.save({ issuer: null }), t('attention.issuer_differs.done')),
    reload: () => mend(() => Promise.resolve())
  }
}
