import { defineStore } from 'pinia'
import { computed, reactive, ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../api'
import type {
  AUTHORIZATION_RANGES,
  AuthorizationsPerDay,
  ClientAuthorizations
} from '../../src-main/contract'

export type AuthorizationRange = (typeof AUTHORIZATION_RANGES)[number]

/** Rows that are asked for at once where all are needed. */
const LARGEST_PAGE = 500

/** How often clients were given tokens, day by day: the page that is looked at, and all of it for a file. */
export const useAuthorizationsStore = defineStore('authorizations', () => {
  const { client } = useApi()
  const query = reactive({
    days: 7 as AuthorizationRange,
    search: '',
    client_id: undefined as string | undefined,
    offset: 0,
    limit: 10
  })
  const answer = shallowRef<AuthorizationsPerDay>()
  const problem = ref<ApiProblem>()
  const isFiltered = computed(() => query.search.trim() !== '' || query.client_id !== undefined)
  let latest = 0

  const asked = () => ({ ...query, search: query.search.trim() || undefined })

  /** Of answers that overtake each other the last question's counts. */
  async function load(): Promise<void> {
    const question = ++latest
    try {
      const found = await client.authorizations.perDay(asked())
      if (question !== latest) return
      answer.value = found
      problem.value = undefined
    } catch (error) {
      if (question === latest) problem.value = problemOf(error)
    }
  }

  /** Asks anew from the first page, with what changed. */
  function ask(changes: Partial<typeof query>): Promise<void> {
    Object.assign(query, { offset: 0 }, changes)
    return load()
  }

  /** Every client that matches, on all pages. */
  async function everything(): Promise<{ days: string[]; rows: ClientAuthorizations[] }> {
    const rows: ClientAuthorizations[] = []
    for (;;) {
      const page = await client.authorizations.perDay({
        ...asked(),
        offset: rows.length,
        limit: LARGEST_PAGE
      })
      rows.push(...page.items)
      if (!page.items.length || rows.length >= page.total) return { days: page.days, rows }
    }
  }

  return { query, answer, problem, isFiltered, load, ask, everything }
})
