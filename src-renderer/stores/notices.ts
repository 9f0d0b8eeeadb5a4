import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../api'
import type { Notices } from '../../src-main/contract'

/** The licences of the product and of what it carries. */
export const useNoticesStore = defineStore('notices', () => {
  const { client } = useApi()
  const notices = shallowRef<Notices>()
  const problem = ref<ApiProblem>()

  async function load(): Promise<void> {
    problem.value = undefined
    try {
      notices.value = await client.about.notices()
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  return { notices, problem, load }
})
