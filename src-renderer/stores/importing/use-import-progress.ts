import { onScopeDispose, shallowRef, type Ref } from 'vue'
import type { LiveEvent } from '../../../src-main/contract'
import { useLiveStore } from '../live'

/** How far the server is with an import, in records. */
export type ImportProgress = Omit<Extract<LiveEvent, { type: 'import' }>, 'type'>

/** How far the import is that goes on while `busy`; undefined until the server has said something of it. */
export function useImportProgress(busy: Readonly<Ref<boolean>>) {
  const progress = shallowRef<ImportProgress>()
  const leave = useLiveStore().subscribe((event) => {
    if (event.type === 'import' && busy.value) progress.value = event
  })
  onScopeDispose(leave)
  return { progress, forgetProgress: () => void (progress.value = undefined) }
}
