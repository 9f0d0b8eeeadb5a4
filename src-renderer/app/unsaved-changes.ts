import { computed, inject, shallowReactive, shallowRef, type ComputedRef, type InjectionKey } from 'vue'
import type { FormPlace, UnsavedGuard } from '../ui'

/** What the shell knows of unsaved changes: forms register, the router asks, a dialog answers. */
export interface UnsavedChanges extends UnsavedGuard {
  /** Whether something would be lost with the tab, or with the page, which takes its tabs along. */
  hasSome(leaving?: FormPlace): boolean
  /** Resolves to true when the tab or the page may be left. */
  mayLeave(leaving?: FormPlace): Promise<boolean>
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
  const forms = shallowReactive(new Map<() => boolean, FormPlace>())
  const question = shallowRef<(leave: boolean) => void>()
  const hasSome = (leaving: FormPlace = 'page'): boolean =>
    [...forms].some(([isDirty, place]) => (leaving === 'page' || place === 'tab') && isDirty())

  function answer(leave: boolean): void {
    const tell = question.value
    question.value = undefined
    tell?.(leave)
  }

  return {
    register(dirty, place) {
      forms.set(dirty, place)
      return () => forms.delete(dirty)
    },
    hasSome,
    mayLeave(leaving) {
      if (!hasSome(leaving)) return Promise.resolve(true)
      answer(false)
      return new Promise((resolve) => (question.value = resolve))
    },
    isAsking: computed(() => question.value !== undefined),
    answer
  }
}
