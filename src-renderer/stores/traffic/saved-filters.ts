import { defineStore } from 'pinia'
import { ref } from 'vue'

export interface SavedFilter {
  readonly name: string
  readonly filter: string
}

const KEY = 'friendly-oauth2.traffic-filters'

/** Filters of the traffic under names of their own; kept in this browser. */
export const useSavedFiltersStore = defineStore('saved-filters', () => {
  const filters = ref<readonly SavedFilter[]>(read())

  function keep(changed: readonly SavedFilter[]): void {
    filters.value = changed
    write(changed)
  }

  return {
    filters,
    /** Another one of that name is replaced. */
    save: (name: string, filter: string) =>
      keep([...filters.value.filter((one) => one.name !== name), { name, filter }]),
    remove: (name: string) => keep(filters.value.filter((one) => one.name !== name))
  }
})

/** A browser may forbid storage, and what is stored may have been written by anything. */
function read(): SavedFilter[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isSavedFilter) : []
  } catch {
    return []
  }
}

function write(filters: readonly SavedFilter[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(filters))
  } catch {
    return
  }
}

function isSavedFilter(value: unknown): value is SavedFilter {
  const { name, filter } = (value ?? {}) as Partial<SavedFilter>
  return typeof name === 'string' && typeof filter === 'string'
}
