import { watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { CLIENT_AUTHENTICATION_NAMES, CLIENT_KINDS, GRANT_TYPES } from '../../../../src-main/contract'
import { CLIENT_FILTERS, useClientsStore, type ClientFilters } from '../../../stores/clients'

const KNOWN: Record<(typeof CLIENT_FILTERS)[number], readonly string[] | undefined> = {
  status: ['active', 'blocked'],
  kind: CLIENT_KINDS,
  method: CLIENT_AUTHENTICATION_NAMES,
  grant: GRANT_TYPES,
  owner: undefined
}

/** Keeps the filters of the list in the page's address, so that a link can name them: `/clients?owner=alice&status=blocked`. */
export function useListQuery() {
  const route = useRoute()
  const router = useRouter()
  const store = useClientsStore()

  function ofAddress(): ClientFilters {
    const said = CLIENT_FILTERS.map((name) => {
      const value = route.query[name]
      const isKnown = typeof value === 'string' && (KNOWN[name]?.includes(value) ?? true)
      return [name, isKnown ? value : undefined]
    })
    return Object.fromEntries(said) as ClientFilters
  }

  watch(
    () => CLIENT_FILTERS.map((name) => route.query[name]).join('\n'),
    () => void store.ask(ofAddress()),
    { immediate: true }
  )

  /** Narrows the list, or widens it where a filter is undefined. */
  function narrow(changes: ClientFilters): void {
    const all = { ...ofAddress(), ...changes }
    const { new: creating } = route.query
    const query = { ...all, ...(creating === undefined ? {} : { new: creating }) }
    void router.replace({ query: JSON.parse(JSON.stringify(query)) as Record<string, string> })
  }

  return { narrow, clear: () => narrow(Object.fromEntries(CLIENT_FILTERS.map((name) => [name, undefined]))) }
}
