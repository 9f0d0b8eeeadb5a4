import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import type { LimitUsage } from '../../../src-main/contract'

/** How close anybody is to each limit; what the limits are is for the settings store. */
export const useLimitsStore = defineStore('limits', () => {
  const { client } = useApi()
  const usage = shallowRef<LimitUsage>()
  const problem = ref<ApiProblem>()

  async function load(): Promise<void> {
    try {
      usage.value = await client.limits.usage()
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  return { usage, problem, load }
})
