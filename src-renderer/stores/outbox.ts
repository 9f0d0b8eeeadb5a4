import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../api'
import type { Message } from '../../src-main/contract'
import { useLiveStore } from './live'

const KEPT = 200

/** The messages that the server wrote, newest first; new ones come by themselves. */
export const useOutboxStore = defineStore('outbox', () => {
  const { client } = useApi()
  const messages = shallowRef<readonly Message[]>([])
  const total = ref(0)
  const loaded = ref(false)
  const problem = ref<ApiProblem>()
  let latest = 0

  /** Of answers that overtake each other the last question's counts. */
  async function load(): Promise<void> {
    const asked = ++latest
    try {
      const page = await client.mail.list({ limit: KEPT })
      if (asked !== latest) return
      messages.value = page.items
      total.value = page.total
      loaded.value = true
      problem.value = undefined
    } catch (error) {
      if (asked === latest) problem.value = problemOf(error)
    }
  }

  useLiveStore().subscribe((event) => {
    if (event.type === 'mail' && loaded.value) void load()
  })

  async function clear(): Promise<void> {
    await client.mail.clear()
    await load()
  }

  const sendTest = (to: string) => client.mail.sendTest({ to })

  return { messages, total, loaded, problem, load, clear, sendTest }
})
