import { inject, onScopeDispose, type InjectionKey } from 'vue'

/** Kept by the shell: what stands behind the section's name in the header. */
export interface PageCrumb {
  text(): string | undefined
  /** Shows it until the returned function is called. */
  show(crumb: () => string | undefined): () => void
}

export const pageCrumbKey: InjectionKey<PageCrumb> = Symbol('page crumb')

/** Names the object of a page in the header: `usePageCrumb(() => client.value?.client_name)`. */
export function usePageCrumb(crumb: () => string | undefined): void {
  const release = inject(pageCrumbKey, undefined)?.show(crumb)
  if (release) onScopeDispose(release)
}
