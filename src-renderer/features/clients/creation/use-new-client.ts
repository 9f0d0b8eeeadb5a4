import { ref, shallowRef } from 'vue'
import type { ClientKind } from '../../../../src-main/contract'
import { useClientsStore, type MadeClient } from '../../../stores/clients'
import { problemOf } from '../../../stores/toasts/problem-of'
import { useForm, useProblemText } from '../../../ui'
import { emptyNewClient, newClientFormSchema, wantsKeyPair } from './new-client-form'

/** The steps of a new client: which type of app, what it is called and where it lives, what its tokens are like. */
export function useNewClient(changed: () => void) {
  const store = useClientsStore()
  const problemText = useProblemText()
  const form = useForm({ schema: newClientFormSchema, initial: emptyNewClient('service') })
  const made = shallowRef<MadeClient>()
  const busy = ref(false)
  const problem = ref<string>()
  const step = ref<'kind' | 'details' | 'tokens'>('kind')

  /** Begins anew: with the type where it is known, else by asking for it. */
  function start(kind?: ClientKind): void {
    made.value = undefined
    problem.value = undefined
    step.value = kind ? 'details' : 'kind'
    form.reset(emptyNewClient(kind ?? 'service'))
  }

  const isOfTokens = (path: string) => /^(access_token_format|lifetimes)/.test(path)

  function toTokens(): void {
    form.validate()
    if (Object.keys(form.errors).every(isOfTokens)) step.value = 'tokens'
  }

  /** The step with the first fault comes up. */
  function showFault(): void {
    const paths = Object.keys(form.errors)
    if (paths.length) step.value = paths.every(isOfTokens) ? 'tokens' : 'details'
  }

  async function submit(): Promise<void> {
    const client = form.validate() ? form.parsed() : undefined
    if (!client) return showFault()
    busy.value = true
    problem.value = undefined
    try {
      made.value = await (wantsKeyPair(form.values) ? store.createWithKeyPair(client) : store.create(client))
      changed()
    } catch (error) {
      const failure = problemOf(error)
      form.setIssues(failure.issues)
      showFault()
      if (!failure.issues.length) problem.value = problemText(failure)
    } finally {
      busy.value = false
    }
  }

  return { form, made, busy, problem, step, start, toTokens, submit }
}
