import { defineStore } from 'pinia'
import { shallowRef } from 'vue'

const SHOWN_MILLISECONDS = 6000
const MOST = 4

export interface ShownToast {
  id: number
  tone: 'ok' | 'warn' | 'err' | 'info'
  title: string
  text?: string | undefined
  action?: { label: string; run: () => void } | undefined
}

/** Messages that pass: `toasts.show({ tone: 'ok', title: t('clients.saved') })`. Errors stay until they are closed. */
export const useToastsStore = defineStore('toasts', () => {
  const items = shallowRef<ShownToast[]>([])
  const timers = new Map<number, ReturnType<typeof setTimeout>>()
  let count = 0

  function show(toast: Omit<ShownToast, 'id'>): number {
    const id = ++count
    items.value = [...items.value, { ...toast, id }].slice(-MOST)
    if (toast.tone !== 'err')
      timers.set(
        id,
        setTimeout(() => dismiss(id), SHOWN_MILLISECONDS)
      )
    return id
  }

  function dismiss(id: number): void {
    hold(id)
    items.value = items.value.filter((toast) => toast.id !== id)
  }

  /** Keeps it until it is closed, since somebody is reading it. */
  function hold(id: number): void {
    clearTimeout(timers.get(id))
    timers.delete(id)
  }

  return { items, show, dismiss, hold }
})
