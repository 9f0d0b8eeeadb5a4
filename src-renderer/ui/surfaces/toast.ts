/** A message that passes. `action` offers one thing to do about it, such as undoing it. */
export interface Toast {
  id: number
  tone: 'ok' | 'warn' | 'err' | 'info'
  title: string
  text?: string | undefined
  action?: { label: string; run: () => void } | undefined
}
