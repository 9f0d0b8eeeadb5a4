import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useApi, watchLive } from '../api'
import type { LiveEvent } from '../../src-main/contract'

/** What happens on the server, as it happens. Other stores subscribe; the shell starts and stops it with the session. */
export const useLiveStore = defineStore('live', () => {
  const { client } = useApi()
  /** Undefined until the first event or failure. */
  const connected = ref<boolean>()
  const listeners = new Set<(event: LiveEvent) => void>()
  let end: (() => void) | undefined

  function start(): void {
    end ??= watchLive(client, {
      onEvent: (event) => listeners.forEach((listen) => listen(event)),
      onConnection: (is) => (connected.value = is)
    })
  }

  function stop(): void {
    end?.()
    end = undefined
    connected.value = undefined
  }

  /** Calls back with every event. Returns what takes the listener away. */
  function subscribe(listener: (event: LiveEvent) => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return { connected, start, stop, subscribe }
})
