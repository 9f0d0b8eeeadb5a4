import { inject, onScopeDispose, type InjectionKey } from 'vue'

/** Kept by the shell: asks before a page with unsaved changes is left. */
export interface UnsavedGuard {
  /** Watches a page until the returned function is called. */
  register(dirty: () => boolean): () => void
}

export const unsavedGuardKey: InjectionKey<UnsavedGuard> = Symbol('unsaved guard')

/** While `dirty` says so, leaving this page asks first: `useUnsavedGuard(() => form.dirty)`. */
export function useUnsavedGuard(dirty: () => boolean): void {
  const release = inject(unsavedGuardKey, undefined)?.register(dirty)
  if (release) onScopeDispose(release)
}
