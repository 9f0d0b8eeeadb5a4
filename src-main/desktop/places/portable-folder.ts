import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface Program {
  /** Only a packaged program has a place of its own. */
  readonly isPackaged: boolean
  readonly platform: NodeJS.Platform
  /** The file that runs. */
  readonly executable: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

/**
 * The folder `data` beside the program, which keeps everything with it on a stick or a share; undefined: there is none. An AppImage
 * and a portable Windows program run from a folder that they were unpacked to, and say in their environment where they lie.
 */
export function findPortableFolder(program: Program): string | undefined {
  if (!program.isPackaged) return undefined
  const folder = join(folderOf(program), 'data')
  return isFolder(folder) ? folder : undefined
}

/** The file that a person starts. */
export function startedFile({ environment, executable }: Program): string {
  return environment.APPIMAGE || environment.PORTABLE_EXECUTABLE_FILE || executable
}

function folderOf(program: Program): string {
  const { platform, environment } = program
  if (environment.PORTABLE_EXECUTABLE_DIR) return environment.PORTABLE_EXECUTABLE_DIR
  const folder = dirname(startedFile(program))
  // On a Mac a program is a folder: Name.app/Contents/MacOS/Name.
  return platform === 'darwin' ? join(folder, '..', '..', '..') : folder
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
