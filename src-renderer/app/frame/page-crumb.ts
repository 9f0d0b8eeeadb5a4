import { shallowRef } from 'vue'
import type { PageCrumb } from '../../ui'

/** Holds what the open page calls its object, for the header: `Clients / Billing job`. */
export function createPageCrumb(): PageCrumb {
  const read = shallowRef<() => string | undefined>()
  return {
    text: () => read.value?.(),
    show(crumb) {
      read.value = crumb
      return () => {
        if (read.value === crumb) read.value = undefined
      }
    }
  }
}
