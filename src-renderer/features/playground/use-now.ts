import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** The time in milliseconds since 1970, taken every second while the page is there. */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), 1000)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
