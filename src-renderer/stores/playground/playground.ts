import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import type {
  ApiCall,
  Draft,
  Mismatch,
  PlaygroundExchange,
  Prepared,
  TokenUse
} from '../../../src-main/contract'
import { useApi } from '../../api'
import { keepDraft, recallDraft } from './draft/kept-draft'
import { anchorOf, draftFormOf, draftOf, generateValues } from './draft/playground-draft'
import { repairDraft } from './draft/playground-repairs'
import { createRuns } from './playground-runs'
import { createTranscript } from './playground-transcript'

/** A token with what came along. */
interface BroughtToken {
  readonly draft: Draft
  readonly name: string
  readonly token: string
  readonly access_token?: string | undefined
  readonly code?: string | undefined
}

/** The playground: the draft, the request that it makes, what was sent, and the repairs of what does not fit. */
export const usePlaygroundStore = defineStore('playground', () => {
  const { client: api } = useApi()
  const kept = recallDraft()
  const form = reactive(kept.form)
  /** As whom is signed in without asking; empty: a person is asked. */
  const person = ref(kept.person)
  keepDraft(form, person)
  const prepared = shallowRef<Prepared>()
  const isSending = ref(false)
  const sent = createTranscript(api)
  /** What the form said when that was sent which is looked at. */
  let anchor: string | undefined
  let latest = 0

  const runs = createRuns({
    api,
    draft: () => draftOf(form),
    loadTranscript: sent.loadTranscript,
    onBegun: () => {
      sent.putAside()
      anchor = anchorOf(form)
    },
    onAnswer: sent.show
  })

  /** Builds the request of the draft; nothing is sent. Without a client there is none. */
  async function prepare(): Promise<void> {
    const asked = ++latest
    generateValues(form)
    const answer = form.client_id ? await api.playground.prepare(draftOf(form)) : undefined
    if (asked === latest) prepared.value = answer
  }

  /** What a browser asked before a page's request was sent besides, and stands in the transcript too. */
  async function withQuestion(exchange: PlaygroundExchange): Promise<PlaygroundExchange> {
    if (exchange.cors?.preflight) await sent.loadTranscript()
    return exchange
  }

  /** Sends the draft of a flow without a browser, and selects what came of it. */
  async function send(): Promise<PlaygroundExchange> {
    isSending.value = true
    try {
      runs.forget()
      sent.putAside()
      anchor = anchorOf(form)
      return await withQuestion(sent.remember(await api.playground.send(draftOf(form))))
    } finally {
      isSending.value = false
    }
  }

  /** Does something with a token, as the client that got it. */
  const useToken = async (draft: Draft, use: TokenUse, token: string, call?: ApiCall) =>
    withQuestion(
      sent.rememberUse(await api.playground.use({ draft, use, token, ...(call ? { api: call } : {}) }))
    )

  /** Changes a refresh token for new tokens, as the client that got it. */
  async function refresh(before: Draft, refresh_token: string): Promise<PlaygroundExchange> {
    const { scope: _scope, response_type: _type, authorization: _how, mutation: _wrong, ...draft } = before
    const flow = 'oauth2_refresh_token' as const
    const values = { refresh_token }
    return withQuestion(
      sent.rememberUse(await api.playground.send({ ...draft, flow, values, parameters: [] }))
    )
  }

  async function clear(): Promise<void> {
    await sent.clear()
    runs.forget()
  }

  /** Looks at something that was sent: its choices come back into the form, unless it is a part of what is looked at. */
  async function select(exchange: PlaygroundExchange): Promise<void> {
    const isHere =
      sent.isUse(exchange.id) || (exchange.run !== undefined && exchange.run === runs.run.value?.id)
    if (isHere) return sent.show(exchange.id)
    Object.assign(form, draftFormOf(exchange.draft))
    anchor = anchorOf(form)
    sent.putAside()
    sent.open(exchange)
    await runs.recall(exchange.run)
  }

  /** Once the draft is another one, what was sent is no longer its answer. */
  function noticeChange(): void {
    if (anchor !== undefined && anchor !== anchorOf(form)) startOver()
  }

  function startOver(): void {
    anchor = undefined
    sent.putAside()
    runs.forget()
  }

  /** A request of its own: the same choices, with values that nobody has seen. */
  function renew(): void {
    startOver()
    generateValues(form, true)
  }

  /** Mends what is in the way and prepares anew. */
  async function repair(wrong: Pick<Mismatch, 'repair' | 'values'>): Promise<void> {
    await repairDraft(api, { form, draft: draftOf(form) }, wrong)
    await prepare()
  }

  return {
    form,
    person,
    prepared,
    isSending,
    prepare,
    send,
    useToken,
    refresh,
    noticeChange,
    startOver,
    renew,
    repair,
    transcript: sent.transcript,
    selected: sent.selected,
    selectedId: sent.selectedId,
    answer: computed(() => sent.answerOf(runs.run.value?.id)),
    uses: sent.uses,
    loadTranscript: sent.loadTranscript,
    show: sent.show,
    clear,
    select,
    /** A token that a flow brought, with the keys of whoever issued it. */
    verifyBrought: ({ draft, name, token, access_token, code }: BroughtToken) =>
      api.playground.verifyBrought({
        draft,
        token,
        ...(name === 'id_token' && { kind: name }),
        ...(access_token !== undefined && { access_token }),
        ...(code !== undefined && { code })
      }),
    /** The server's own view of something that was sent to it. */
    storyOf: (id: string) => api.playground.story({ id }),
    ...runs
  }
})
