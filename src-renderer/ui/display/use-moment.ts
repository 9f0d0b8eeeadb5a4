import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** Says when something was or will be, in the reader's language: a day and a time of seconds since 1970. */
export function useMoment(): (seconds: number) => string {
  const { locale } = useI18n()
  const format = computed(
    () => new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' })
  )
  return (seconds) => format.value.format(seconds * 1000)
}
