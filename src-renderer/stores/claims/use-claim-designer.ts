import { ref, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { displayNameOf, type Issue, type NewClaim, type ShownClaim } from '../../../src-main/contract'
import { problemOf } from '../../api'
import { useClaimsStore } from './claims'
import { useClientsStore } from '../clients'
import { useScopesStore } from './scopes'
import { useToastsStore } from '../toasts/toasts'
import { useFailureToast } from '../toasts/use-failure-toast'
import { useRestore } from '../toasts/use-restore'

/** Choices that a search shows at once. */
const CHOICES = 20

/** What the dialog of a claim rule is bound to, and how a rule goes; `changed` is called after each change. */
export function useClaimDesigner(deps: {
  changed: () => void
  /** Leads to what a client gets now, where that isn't on the same page. */
  preview?: () => void
  words: (problem: ReturnType<typeof problemOf>) => string
}) {
  const { t } = useI18n()
  const store = useClaimsStore()
  const toasts = useToastsStore()
  const [clients, scopes] = [useClientsStore(), useScopesStore()]
  const isOpen = ref(false)
  const rule = shallowRef<ShownClaim>()
  const saving = ref(false)
  const problem = ref<string>()
  const issues = shallowRef<readonly Issue[]>([])
  const sayFailure = useFailureToast(deps.words)
  const wayBack = useRestore({
    undo: () => t('claims.toast.undo'),
    restored: () => t('claims.toast.restored'),
    restoredButFor: (left) => t('claims.toast.restoredButFor', left),
    together: (count) => t('ui.restoredTogether', count),
    problem: deps.words
  })

  function open(given?: ShownClaim): void {
    rule.value = given
    problem.value = undefined
    issues.value = []
    isOpen.value = true
  }

  async function save(wanted: NewClaim): Promise<void> {
    saving.value = true
    problem.value = undefined
    try {
      await (rule.value ? store.update(rule.value.id, wanted) : store.create(wanted))
      isOpen.value = false
      toasts.show({
        tone: 'ok',
        title: t('claims.toast.saved', { name: wanted.name }),
        action: deps.preview && { label: t('claims.toast.preview'), run: deps.preview }
      })
      deps.changed()
    } catch (error) {
      const failure = problemOf(error)
      issues.value = failure.issues
      if (!failure.issues.length) problem.value = deps.words(failure)
    } finally {
      saving.value = false
    }
  }

  async function remove(given: ShownClaim): Promise<void> {
    try {
      await store.remove(given.id)
      deps.changed()
      toasts.show({
        tone: 'ok',
        title: t('claims.toast.removed', { name: given.name }),
        action: await wayBack.offer(deps.changed)
      })
    } catch (error) {
      sayFailure(error)
    }
  }

  return {
    ...{ isOpen, rule, saving, problem, issues, open, save, remove },
    findClients: async (search: string) =>
      (await clients.find(search, CHOICES)).map((client) => ({
        value: client.client_id,
        label: displayNameOf(client),
        description: client.client_id
      })),
    findScopes: async (search: string) =>
      (await scopes.find(search, CHOICES)).map(({ name, description }) => ({
        value: name,
        label: name,
        description
      }))
  }
}
