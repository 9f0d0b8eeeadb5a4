import { dialog, type BrowserWindow } from 'electron'
import type { Log } from '../../ports'
import type { ChoicesFile } from '../choices/choices'
import type { Texts } from '../menus/texts'

export interface ClosingWindow {
  readonly window: BrowserWindow
  readonly choices: ChoicesFile
  readonly texts: () => Texts
  readonly log: Pick<Log, 'warn'>
  readonly isQuitting: () => boolean
  /** Takes the window out of the way, so that it can be found again. */
  readonly hide: () => void
  readonly quit: () => void
  /** Called when the choice has been remembered. */
  readonly changed: () => void
}

/** Closing the window hides it and the server goes on, or quits: asked once, then remembered. */
export function decideWhatClosingMeans(closing: ClosingWindow): void {
  const { window, choices, isQuitting, hide, quit, changed } = closing
  let asking = false
  const act = (meaning: 'tray' | 'quit') => (meaning === 'tray' ? hide() : quit())
  window.on('close', (event) => {
    if (isQuitting()) return
    event.preventDefault()
    const { onClose } = choices.read()
    if (onClose !== 'ask') return act(onClose)
    if (asking) return
    asking = true
    void ask(window, closing.texts())
      .then((meaning) => {
        if (!meaning) return
        remember(closing, meaning)
        changed()
        act(meaning)
      })
      .finally(() => (asking = false))
  })
}

/** What can't be remembered is done all the same, and asked again the next time. */
function remember({ choices, log }: ClosingWindow, onClose: 'tray' | 'quit'): void {
  try {
    choices.change({ onClose })
  } catch (error) {
    log.warn('What closing the window means could not be remembered', { error: String(error) })
  }
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
