import { onScopeDispose, readonly, ref, type Ref } from 'vue'

/** The time in milliseconds since 1970, renewed every `everyMilliseconds`. */
export function useNow(everyMilliseconds: number): Readonly<Ref<number>> {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), everyMilliseconds)
  onScopeDispose(() => clearInterval(timer))
  return readonly(now)
}
