import { computed, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useUsersStore, type UserFilters } from '../../../stores/people/users'

const LEVELS = ['elevated', 'moderator', 'administrator'] as const

/** Keeps the filters of the list in the page's address, so that a link can name them: `/users?role=tester&blocked=1`. */
export function useListAddress() {
  const route = useRoute()
  const router = useRouter()
  const store = useUsersStore()

  const ofAddress = (): UserFilters => ({
    access: LEVELS.find((level) => level === route.query.access),
    role: typeof route.query.role === 'string' && route.query.role ? route.query.role : undefined,
    blocked: route.query.blocked === undefined ? undefined : true
  })
  /** What was chosen last; the address follows a moment later. */
  const filters = shallowRef(ofAddress())

  watch(
    () => JSON.stringify(ofAddress()),
    () => {
      filters.value = ofAddress()
      void store.ask(filters.value)
    },
    { immediate: true }
  )

  /** Narrows the list, or widens it where a filter is undefined. */
  function narrow(changes: Partial<UserFilters>): void {
    filters.value = { ...filters.value, ...changes }
    const { access, role, blocked } = filters.value
    const { new: creating } = route.query
    void router.replace({
      query: {
        ...(access && { access }),
        ...(role && { role }),
        ...(blocked && { blocked: '1' }),
        ...(creating !== undefined && { new: creating })
      }
    })
  }

  return {
    filters,
    narrow,
    clear: () => narrow({ access: undefined, role: undefined, blocked: undefined }),
    isNarrowed: computed(() => Object.values(filters.value).some((value) => value !== undefined))
  }
}
