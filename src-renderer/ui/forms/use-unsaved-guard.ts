import { inject, onScopeDispose, type InjectionKey } from 'vue'

/** What goes away with a form: a tab of the page, or the page itself. */
export type FormPlace = 'tab' | 'page'

/** Kept by the shell: asks before a form with unsaved changes is left. */
export interface UnsavedGuard {
  /** Watches a form, which goes away with `place`, until the returned function is called. */
  register(dirty: () => boolean, place: FormPlace): () => void
}

export const unsavedGuardKey: InjectionKey<UnsavedGuard> = Symbol('unsaved guard')
/** Provided by tabs: what stands in them is gone when another one is chosen. */
export const formPlaceKey: InjectionKey<FormPlace> = Symbol('place of a form')

/** While `dirty` says so, leaving this form asks first, be it for another page or another tab: `useUnsavedGuard(() => form.dirty)`. */
export function useUnsavedGuard(dirty: () => boolean): void {
  const release = inject(unsavedGuardKey, undefined)?.register(dirty, inject(formPlaceKey, 'page'))
  if (release) onScopeDispose(release)
}
