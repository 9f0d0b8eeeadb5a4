import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** Names of days that the server counts in UTC, in the reader's language. */
export function useDayNames() {
  const { locale } = useI18n()
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale.value, { timeZone: 'UTC', ...options })
  const short = computed(() => format({ day: 'numeric', month: 'short' }))
  const weekday = computed(() => format({ weekday: 'short' }))
  const full = computed(() => format({ dateStyle: 'full' }))
  const momentOf = (day: string): Date => new Date(`${day}T00:00:00Z`)
  return {
    short: (day: string) => short.value.format(momentOf(day)),
    weekday: (day: string) => weekday.value.format(momentOf(day)),
    full: (day: string) => full.value.format(momentOf(day))
  }
}
