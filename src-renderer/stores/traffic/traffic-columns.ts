import { defineStore } from 'pinia'
import { ref } from 'vue'

/** Every column of the list; the request itself is always there. */
export const TRAFFIC_COLUMNS = ['time', 'request', 'client', 'user', 'grant', 'result', 'took'] as const
export type TrafficColumn = (typeof TRAFFIC_COLUMNS)[number]

const KEY = 'friendly-oauth2.traffic-columns'

/** Which columns the list of the traffic shows; kept in this browser. */
export const useTrafficColumnsStore = defineStore('traffic-columns', () => {
  const hidden = ref<readonly TrafficColumn[]>(read())

  function show(column: TrafficColumn, is: boolean): void {
    const others = hidden.value.filter((one) => one !== column)
    hidden.value = is || column === 'request' ? others : [...others, column]
    write(hidden.value)
  }

  return { isShown: (column: TrafficColumn) => !hidden.value.includes(column), show }
})

/** A browser may forbid storage, and what is stored may have been written by anything. */
function read(): TrafficColumn[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return TRAFFIC_COLUMNS.filter((one) => one !== 'request' && Array.isArray(stored) && stored.includes(one))
  } catch {
    return []
  }
}

function write(hidden: readonly TrafficColumn[]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(hidden))
  } catch {
    return
  }
}
