import type { Dialog } from 'electron'
import type { Texts } from '../menus/texts'

/** What a person decides about a chosen database that can't be had. folder: the data folder again, and the choice is forgotten. */
export type DatabaseDecision = 'again' | 'folder' | 'quit'

/** Asks what is to be done; `trouble` says why it can't be had, undefined: its URL can't be read. What is pressed by mistake does nothing. */
export async function askAboutDatabase(
  trouble: string | undefined,
  { dialog, texts }: { dialog: Pick<Dialog, 'showMessageBox'>; texts: Texts }
): Promise<DatabaseDecision> {
  const { question, unreadable, nothingDeleted, again, folder } = texts.database
  const { response } = await dialog.showMessageBox({
    type: 'error',
    title: texts.name,
    message: question,
    detail: `${trouble ?? unreadable}\n\n${nothingDeleted}`,
    buttons: [again, folder, texts.quit],
    defaultId: 0,
    cancelId: 2,
    noLink: true
  })
  return (['again', 'folder', 'quit'] as const)[response] ?? 'quit'
}
