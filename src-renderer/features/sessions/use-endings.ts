import { computed, ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ListedSession } from '../../../src-main/contract'
import { useSessionsStore } from '../../stores/people/sessions'
import { useToastsStore } from '../../stores/toasts/toasts'
import { useFailureToast } from '../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../ui'

type Ending =
  | { readonly what: 'one' | 'person'; readonly session: ListedSession }
  | { readonly what: 'all'; readonly kind: ListedSession['kind'] }

/** Ends sessions: asks first, since none comes back, then does it and says so. */
export function useEndings(reload: () => Promise<void>) {
  const { t } = useI18n()
  const store = useSessionsStore()
  const toasts = useToastsStore()
  const sayFailure = useFailureToast(useProblemText())
  const asked = shallowRef<Ending>()
  const isBusy = ref(false)

  const nameOf = ({ user }: ListedSession): string => user?.name ?? user?.username ?? t('sessions.nobody')
  const question = computed(() => {
    const ending = asked.value
    if (!ending) return { title: '', text: '', action: '' }
    const kind = ending.what === 'all' ? ending.kind : ending.session.kind
    const key = ending.what === 'person' ? 'sessions.ask.person' : `sessions.ask.${ending.what}.${kind}`
    const name = ending.what === 'all' ? '' : nameOf(ending.session)
    return {
      title: t(`${key}.title`, { name }),
      text: t(`${key}.text`, { name }),
      action: t(`${key}.action`)
    }
  })
  const isAsking = computed({
    get: () => asked.value !== undefined,
    set: (open) => void (open || (asked.value = undefined))
  })

  async function carryOut(ending: Ending): Promise<string> {
    if (ending.what === 'all') return t('sessions.ended.many', await store.endAll(ending.kind))
    const name = nameOf(ending.session)
    if (ending.what === 'one') {
      await store.end(ending.session)
      return t('sessions.ended.one', { name })
    }
    await store.endAllOf(ending.session.user?.username ?? '')
    return t('sessions.ended.person', { name })
  }

  async function confirm(): Promise<void> {
    if (!asked.value) return
    isBusy.value = true
    try {
      toasts.show({ tone: 'ok', title: await carryOut(asked.value) })
    } catch (error) {
      sayFailure(error)
    }
    asked.value = undefined
    isBusy.value = false
    await reload()
  }

  return { asked, isAsking, isBusy, question, confirm }
}
