import type { App } from 'electron'
import { readCommandLine } from '../command-line'
import type { Opening } from './create-opening'

/** What the app was opened with, from the moment on when Electron says it: macOS does so before there is a window. */
export interface OpenedWith {
  /** Hands over what came meanwhile and all that comes; `showWindow` is called for each second start. */
  handTo(opening: Opening, showWindow: () => void): Promise<void>
}

/** Listens for links and files: of this start, of second starts, and what macOS sends. */
export function listenForOpening(app: Pick<App, 'on' | 'isPackaged'>, given: readonly string[]): OpenedWith {
  type Deed = (opening: Opening) => Promise<void>
  let waiting: Deed[] = [(opening) => opening.fromCommandLine(given, process.cwd())]
  let target: Opening | undefined
  let show: () => void = () => undefined
  const take = (deed: Deed) => {
    if (target) void deed(target)
    else waiting.push(deed)
  }
  app.on('open-url', (event, link) => {
    event.preventDefault()
    take((opening) => opening.link(link))
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    take((opening) => opening.file(path))
  })
  app.on('second-instance', (_event, argv, folder) => {
    show()
    const { opened } = readCommandLine(argv, app.isPackaged)
    take((opening) => opening.fromCommandLine(opened, folder))
  })
  return {
    async handTo(opening, showWindow) {
      show = showWindow
      target = opening
      const deeds = waiting
      waiting = []
      for (const deed of deeds) await deed(opening)
    }
  }
}
