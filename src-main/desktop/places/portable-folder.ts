import { realpathSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, relative } from 'node:path'

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
export function startedFile(program: Program): string {
  const { environment, executable } = program
  if (environment.APPIMAGE && runsFromImage(program)) return environment.APPIMAGE
  return environment.PORTABLE_EXECUTABLE_FILE || executable
}

/** Whether the AppImage that the environment tells of is this program's: whatever an AppImage starts inherits what it was told. */
export function runsFromImage({ environment, executable }: Program): boolean {
  const { APPDIR: mount } = environment
  if (!mount) return false
  const inside = relative(realPath(mount), realPath(executable))
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)
}

/** Whether it is the portable program for Windows, which is unpacked anew at each start and which nothing updates. */
export const isUnpackedAnew = ({ environment }: Program): boolean =>
  Boolean(environment.PORTABLE_EXECUTABLE_FILE)

function folderOf(program: Program): string {
  const { platform, environment } = program
  if (environment.PORTABLE_EXECUTABLE_DIR) return environment.PORTABLE_EXECUTABLE_DIR
  const folder = dirname(startedFile(program))
  // On a Mac a program is a folder: Name.app/Contents/MacOS/Name.
  return platform === 'darwin' ? join(folder, '..', '..', '..') : folder
}

function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    return path
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
