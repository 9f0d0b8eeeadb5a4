import { computed, ref, watch, type Ref, type WritableComputedRef } from 'vue'
import type { Settings } from '../../../src-main/contract'

type Mail = Settings['mail']

/** The SMTP settings as fields hold them: nothing is an empty text there, and no host is a switch that is off. */
export function useSmtpFields(mail: Ref<Mail>) {
  const isOpened = ref(false)
  watch(
    () => mail.value.host,
    (host) => host !== null && host !== '' && (isOpened.value = true),
    { immediate: true }
  )
  const isOn = computed({
    get: () => mail.value.host !== null || isOpened.value,
    set: (on) => {
      isOpened.value = on
      if (!on) mail.value.host = null
    }
  })
  const textOf = (name: 'host' | 'user' | 'password' | 'from'): WritableComputedRef<string> =>
    computed({
      get: () => mail.value[name] ?? '',
      set: (typed) => (mail.value[name] = typed === '' ? null : typed)
    })
  const security = computed<string>({
    get: () => mail.value.security,
    set: (chosen) => (mail.value.security = chosen as Mail['security'])
  })
  return {
    isOn,
    host: textOf('host'),
    user: textOf('user'),
    password: textOf('password'),
    from: textOf('from'),
    security
  }
}
