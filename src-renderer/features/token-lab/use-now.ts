import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** Milliseconds between two looks at the clock: distances are told in minutes. */
const EVERY_MILLISECONDS = 10_000

/** The time in milliseconds since 1970, while the page is there. */
export function useNow(): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), EVERY_MILLISECONDS)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
