import { readFile, stat } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import type { Log, OpenedFile } from '../../ports'
import { isProfileFile, LINK_SCHEME, parseLink, type Opened } from './parse-link'

/** Bytes of a file that is opened with the app. */
const LARGEST_FILE = 5_000_000
/** Where the panel shows what importing the opened file would change. */
const IMPORT_ROUTE = '/preferences?import=opened'

/** Takes links and files that the app was opened with, to the panel and no further. */
export interface Opening {
  /** Takes what stood on a command line beside its options; `folder` is where it was typed. */
  fromCommandLine(given: readonly string[], folder: string): Promise<void>
  link(text: string): Promise<void>
  file(path: string): Promise<void>
  /** The file that was opened last, once. */
  take(): OpenedFile | undefined
}

export function createOpening(deps: {
  log: Pick<Log, 'warn'>
  /** Shows a route of the panel. */
  go: (route: string) => void
}): Opening {
  const { log, go } = deps
  let kept: OpenedFile | undefined

  async function open(opened: Opened): Promise<void> {
    if ('route' in opened) return go(opened.route)
    const text = await readText(opened.file, log)
    if (text === undefined) return
    kept = { name: basename(opened.file), text }
    go(IMPORT_ROUTE)
  }

  async function link(text: string): Promise<void> {
    const opened = parseLink(text)
    if (opened) await open(opened)
    else log.warn('A link asked for something that links can not do', { link: text.slice(0, 200) })
  }

  async function file(path: string): Promise<void> {
    if (isProfileFile(path)) await open({ file: path })
    else log.warn('A file is no profile by its name, which ends in .json, .yaml or .yml', { path })
  }

  return {
    async fromCommandLine(given, folder) {
      const found = given.find(isLink) ?? given.find((text) => isProfileFile(resolve(folder, text)))
      if (found === undefined) return
      await (isLink(found) ? link(found) : file(resolve(folder, found)))
    },
    link,
    file,
    take() {
      const taken = kept
      kept = undefined
      return taken
    }
  }
}

const isLink = (text: string) => text.startsWith(`${LINK_SCHEME}:`)

async function readText(path: string, log: Pick<Log, 'warn'>): Promise<string | undefined> {
  try {
    const found = await stat(path)
    if (found.isFile() && found.size <= LARGEST_FILE) return await readFile(path, 'utf8')
    log.warn('A file is too large for a profile, or is no file', { path, bytes: found.size })
  } catch (error) {
    log.warn('A file that was opened with the app can not be read', { path, error: String(error) })
  }
  return undefined
}
