import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import type { Mismatch, PlaygroundExchange, Prepared, TokenUse } from '../../../src-main/contract'
import { useApi } from '../../api'
import { draftFormOf, draftOf, emptyDraftForm } from './playground-draft'
import { repairDraft } from './playground-repairs'

/** The playground: the draft, the request that it makes, what was sent, and the repairs of what does not fit. */
export const usePlaygroundStore = defineStore('playground', () => {
  const { client: api } = useApi()
  const form = reactive(emptyDraftForm())
  const prepared = shallowRef<Prepared>()
  const transcript = shallowRef<readonly PlaygroundExchange[]>([])
  const selectedId = ref<string>()
  const isSending = ref(false)
  const selected = computed(() => transcript.value.find((exchange) => exchange.id === selectedId.value))
  let latest = 0

  /** Builds the request of the draft; nothing is sent. Without a client there is none. */
  async function prepare(): Promise<void> {
    const asked = ++latest
    const answer = form.client_id ? await api.playground.prepare(draftOf(form)) : undefined
    if (asked === latest) prepared.value = answer
  }

  /** Sends the draft and selects what came of it. */
  async function send(): Promise<PlaygroundExchange> {
    isSending.value = true
    try {
      return remember(await api.playground.send(draftOf(form)))
    } finally {
      isSending.value = false
    }
  }

  /** Shows what came of something that was sent. */
  function remember(exchange: PlaygroundExchange): PlaygroundExchange {
    transcript.value = [exchange, ...transcript.value]
    selectedId.value = exchange.id
    return exchange
  }

  /** Does something with a token, as the client that got it. */
  const useToken = async (exchange: PlaygroundExchange, use: TokenUse, token: string) =>
    remember(await api.playground.use({ draft: exchange.draft, use, token }))

  /** Changes a refresh token for new tokens, as the client that got it. */
  async function refresh(exchange: PlaygroundExchange, refresh_token: string): Promise<PlaygroundExchange> {
    const { scope: _scope, ...draft } = exchange.draft
    const flow = 'oauth2_refresh_token' as const
    const sent = await api.playground.send({ ...draft, flow, values: { refresh_token }, parameters: [] })
    Object.assign(form, draftFormOf(sent.draft))
    return remember(sent)
  }

  async function loadTranscript(): Promise<void> {
    transcript.value = await api.playground.transcript()
  }

  async function clear(): Promise<void> {
    await api.playground.clear()
    transcript.value = []
    selectedId.value = undefined
  }

  /** Looks at something that was sent: its choices come back into the form. */
  function select(exchange: PlaygroundExchange): void {
    Object.assign(form, draftFormOf(exchange.draft))
    selectedId.value = exchange.id
  }

  /** The draft is another one now: what was sent is no longer its answer. */
  function deselect(): void {
    selectedId.value = undefined
  }

  /** Mends what a mismatch names and prepares anew. */
  async function repair(mismatch: Mismatch): Promise<void> {
    if (!mismatch.repair) return
    await repairDraft(api, draftOf(form), mismatch.repair)
    if (mismatch.repair === 'use_registered_method') form.method = undefined
    await prepare()
  }

  return {
    form,
    prepared,
    transcript,
    selected,
    selectedId,
    isSending,
    prepare,
    send,
    useToken,
    refresh,
    loadTranscript,
    clear,
    select,
    deselect,
    repair
  }
})
