import { watch } from 'vue'
import { useDesktopStore } from '../stores/desktop'
import { usePreferences } from '../stores/preferences'
import { useSessionStore } from '../stores/people/session'

/** Menu, tray and dialogs of the desktop app speak the language of the panel. */
export function useDesktopLanguage(): void {
  const { language } = usePreferences()
  const desktop = useDesktopStore()
  const session = useSessionStore()
  watch(
    () => [language.value, desktop.state?.language] as const,
    ([wanted, spoken]) => {
      if (spoken === undefined || spoken === wanted || !session.may('moderator')) return
      // Where it can't be kept, the menu goes on as it is.
      void desktop.change({ language: wanted }).catch(() => undefined)
    },
    { immediate: true }
  )
}
