import type { Dialog, Shell } from 'electron'
import type { DataTrouble } from '../../recover-data'
import { fill, type Texts } from '../menus/texts'

/** What a person decides about a data folder that is damaged. restore: open it as it is, which goes back to the backup. */
export type Decision = 'restore' | 'without_state' | 'empty' | 'quit'

export interface Asking {
  readonly dialog: Pick<Dialog, 'showMessageBox'>
  readonly shell: Pick<Shell, 'showItemInFolder'>
  readonly texts: Texts
  /** A language tag, for the time of the backup. */
  readonly locale: string
}

/** Asks what is to be done, and shows the file as often as it is wanted. Nothing happens before somebody has decided. */
export async function askAboutData(
  trouble: DataTrouble,
  { dialog, shell, texts, locale }: Asking
): Promise<Decision> {
  const choices = choicesFor(trouble, texts, locale)
  for (;;) {
    const { response } = await dialog.showMessageBox({
      type: 'error',
      title: texts.name,
      message: texts.damaged.question,
      detail: `${trouble.message}\n\n${texts.damaged.nothingDeleted}`,
      buttons: choices.map(({ label }) => label),
      defaultId: 0,
      cancelId: choices.length - 1,
      noLink: true
    })
    const chosen = choices[response]?.means ?? 'quit'
    if (chosen !== 'show_file') return chosen
    shell.showItemInFolder(trouble.file)
  }
}

/** What saves most comes first, and what is pressed by mistake does nothing. */
function choicesFor(
  { backup, isStateAlone }: DataTrouble,
  { damaged, quit }: Texts,
  locale: string
): { means: Decision | 'show_file'; label: string }[] {
  const time =
    backup && new Date(backup.atMs).toLocaleString(locale, { dateStyle: 'short', timeStyle: 'short' })
  return [
    ...(time ? [{ means: 'restore' as const, label: fill(damaged.restore, { time }) }] : []),
    ...(isStateAlone ? [{ means: 'without_state' as const, label: damaged.withoutState }] : []),
    { means: 'empty', label: damaged.empty },
    { means: 'show_file', label: damaged.showFile },
    { means: 'quit', label: quit }
  ]
}
