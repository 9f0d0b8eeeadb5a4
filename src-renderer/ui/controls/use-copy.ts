import { onScopeDispose, readonly, ref, type Ref } from 'vue'

const SHOWN_MILLISECONDS = 1600

/** Copies text and says for a moment that it did. `copied` turns true only when the clipboard took it. */
export function useCopy(): { copied: Readonly<Ref<boolean>>; copy: (text: string) => Promise<void> } {
  const copied = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  async function copy(text: string): Promise<void> {
    copied.value = await writeClipboard(text)
    clearTimeout(timer)
    timer = setTimeout(() => (copied.value = false), SHOWN_MILLISECONDS)
  }
  onScopeDispose(() => clearTimeout(timer))
  return { copied: readonly(copied), copy }
}

/** Over plain http beyond loopback a page has no `navigator.clipboard`; a selected text area still works there. */
async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return copySelection(text)
  }
}

function copySelection(text: string): boolean {
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'visually-hidden'
  const focused = document.activeElement
  document.body.append(area)
  area.select()
  const done = document.execCommand?.('copy') ?? false
  area.remove()
  if (focused instanceof HTMLElement) focused.focus()
  return done
}
