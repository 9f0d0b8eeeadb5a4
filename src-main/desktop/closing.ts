import { dialog, type BrowserWindow } from 'electron'
import type { Memory } from './memory'
import type { Texts } from './texts'

export interface ClosingWindow {
  readonly window: BrowserWindow
  readonly memory: Memory
  readonly texts: Texts
  readonly isQuitting: () => boolean
  readonly quit: () => void
}

/** Closing the window hides it and the server goes on, or quits: asked once, then remembered. */
export function decideWhatClosingMeans({ window, memory, texts, isQuitting, quit }: ClosingWindow): void {
  let asking = false
  const act = (meaning: 'tray' | 'quit') => (meaning === 'tray' ? window.hide() : quit())
  window.on('close', (event) => {
    if (isQuitting()) return
    event.preventDefault()
    const { onClose } = memory.recall()
    if (onClose) return act(onClose)
    if (asking) return
    asking = true
    void ask(window, texts)
      .then((meaning) => {
        if (!meaning) return
        memory.remember({ onClose: meaning })
        act(meaning)
      })
      .finally(() => (asking = false))
  })
}

/** Undefined when the person would rather not close at all. */
async function ask(window: BrowserWindow, texts: Texts): Promise<'tray' | 'quit' | undefined> {
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: texts.closeQuestion,
    detail: texts.closeDetail,
    buttons: [texts.keepRunning, texts.quit, texts.cancel],
    defaultId: 0,
    cancelId: 2,
    noLink: true
  })
  return (['tray', 'quit'] as const)[response]
}
