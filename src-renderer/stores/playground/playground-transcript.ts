import { computed, ref, shallowRef } from 'vue'
import type { PlaygroundExchange } from '../../../src-main/contract'
import type { PanelClient } from '../../api'

/** What was sent, newest first, and which of it is looked at. */
export function createTranscript(api: PanelClient) {
  const transcript = shallowRef<readonly PlaygroundExchange[]>([])
  const selectedId = ref<string>()
  /** The token request that was sent without a run. */
  const openedId = ref<string>()
  /** What was done with the tokens that are looked at, oldest first. */
  const useIds = ref<string[]>([])
  const byId = (id: string | undefined) => transcript.value.find((exchange) => exchange.id === id)
  const selected = computed(() => byId(selectedId.value))
  const uses = computed(() => useIds.value.flatMap((id) => byId(id) ?? []))

  function add(exchange: PlaygroundExchange): void {
    transcript.value = [exchange, ...transcript.value]
    selectedId.value = exchange.id
  }

  return {
    transcript,
    selectedId,
    selected,
    uses,
    isUse: (id: string) => useIds.value.includes(id),

    /** The token request of a run, or without one the one that was sent by itself; the newest of several. */
    answerOf(run: string | undefined): PlaygroundExchange | undefined {
      if (run === undefined) return byId(openedId.value)
      return transcript.value.find((exchange) => exchange.run === run && exchange.action === 'token')
    },

    /** Takes in the answer to a token request. */
    remember(exchange: PlaygroundExchange): PlaygroundExchange {
      add(exchange)
      openedId.value = exchange.id
      return exchange
    },

    /** Takes in what came of using a token. */
    rememberUse(exchange: PlaygroundExchange): PlaygroundExchange {
      add(exchange)
      useIds.value = [...useIds.value, exchange.id]
      return exchange
    },

    /** Looks at one that was sent before, as the beginning of something. */
    open(exchange: PlaygroundExchange): void {
      selectedId.value = exchange.id
      if (exchange.action === 'token') openedId.value = exchange.id
      else if (exchange.run === undefined) useIds.value = [exchange.id]
    },

    show: (id: string | undefined): void => void (selectedId.value = id),

    putAside(): void {
      selectedId.value = undefined
      openedId.value = undefined
      useIds.value = []
    },

    async loadTranscript(): Promise<void> {
      transcript.value = await api.playground.transcript()
    },

    async clear(): Promise<void> {
      await api.playground.clear()
      transcript.value = []
      selectedId.value = undefined
      openedId.value = undefined
      useIds.value = []
    }
  }
}
