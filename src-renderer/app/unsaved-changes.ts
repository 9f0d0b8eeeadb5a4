import { computed, inject, shallowReactive, shallowRef, type ComputedRef, type InjectionKey } from 'vue'
import type { UnsavedGuard } from '../ui'

/** What the shell knows of unsaved changes: pages register, the router asks, a dialog answers. */
export interface UnsavedChanges extends UnsavedGuard {
  hasSome(): boolean
  /** Resolves to true when the page may be left. */
  mayLeave(): Promise<boolean>
  readonly isAsking: ComputedRef<boolean>
  answer(leave: boolean): void
}

export const unsavedChangesKey: InjectionKey<UnsavedChanges> = Symbol('unsaved changes')

export function useUnsavedChanges(): UnsavedChanges {
  const changes = inject(unsavedChangesKey)
  if (!changes) throw new Error('No unsaved changes were provided')
  return changes
}

export function createUnsavedChanges(): UnsavedChanges {
  const pages = shallowReactive(new Set<() => boolean>())
  const question = shallowRef<(leave: boolean) => void>()
  const hasSome = (): boolean => [...pages].some((isDirty) => isDirty())

  function answer(leave: boolean): void {
    const tell = question.value
    question.value = undefined
    tell?.(leave)
  }

  return {
    register(dirty) {
      pages.add(dirty)
      return () => pages.delete(dirty)
    },
    hasSome,
    mayLeave() {
      if (!hasSome()) return Promise.resolve(true)
      answer(false)
      return new Promise((resolve) => (question.value = resolve))
    },
    isAsking: computed(() => question.value !== undefined),
    answer
  }
}
