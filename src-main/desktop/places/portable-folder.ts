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
  return (isUnpackedAnew(program) && environment.PORTABLE_EXECUTABLE_FILE) || executable
}

/** Whether the AppImage that the environment tells of is this program's: whatever an AppImage starts inherits what it was told. */
export function runsFromImage({ environment, executable }: Program): boolean {
  return liesIn(environment.APPDIR, executable)
}

/**
 * Whether it is the portable program for Windows, which nothing updates: it is unpacked into the temporary folder at each start.
 * Whatever it starts inherits what it was told, and lies elsewhere.
 */
export function isUnpackedAnew({ environment, executable }: Program): boolean {
  const { PORTABLE_EXECUTABLE_FILE: file, TMP, TEMP } = environment
  return Boolean(file) && [TMP, TEMP].some((folder) => liesIn(folder, executable))
}

function liesIn(folder: string | undefined, file: string): boolean {
  if (!folder) return false
  const inside = relative(realPath(folder), realPath(file))
  return inside !== '' && !inside.startsWith('..') && !isAbsolute(inside)
}

function folderOf(program: Program): string {
  const { platform, environment } = program
  if (environment.PORTABLE_EXECUTABLE_DIR && isUnpackedAnew(program))
    return environment.PORTABLE_EXECUTABLE_DIR
  const folder = dirname(startedFile(program))
  // On a Mac a program is a folder: Name.app/Contents/MacOS/Name.
  return platform === 'darwin' ? join(folder, '..', '..', '..') : folder
}

/** Windows may write a folder in a short form, which the system's own function alone resolves. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path)
  } catch {
    return path
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
