import { useI18n } from 'vue-i18n'
import { useProblemText } from '../forms/use-problem-text'

/** Why a file can't be taken in, in words. */
export function useProfileWords() {
  const { t } = useI18n()
  return {
    problem: useProblemText(),
    unreadable: (reason: 'empty' | 'syntax' | 'shape', detail: string) =>
      t(`preferences.import.${reason}`, { detail }),
    refused: () => t('preferences.import.refused')
  }
}
