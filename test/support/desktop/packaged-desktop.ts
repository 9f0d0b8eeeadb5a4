import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { electronForTests, launchDesktop, makeFolder, type Desktop } from './launch-desktop'

const root = resolve(import.meta.dirname, '../../..')

/** A place where a packaged app lies, for the stand-in. */
export interface PackagedPlace {
  /** The folder of the program. */
  readonly folder: string
  readonly resources: string
  /** What the stand-in is told of it. */
  readonly world: Readonly<Record<string, string>>
}

/** Makes a place with these files among the app's resources, by their names. */
export function makePackagedPlace(files: Readonly<Record<string, unknown>> = {}): PackagedPlace {
  const folder = makeFolder()
  const resources = join(folder, 'resources')
  for (const [name, content] of Object.entries(files)) {
    const file = join(resources, name)
    mkdirSync(join(file, '..'), { recursive: true })
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  }
  const executable = join(folder, 'friendly-oauth2-server')
  writeFileSync(executable, 'the program')
  return {
    folder,
    resources,
    world: {
      STAND_IN_UNPACKED: root,
      STAND_IN_RESOURCES: resources,
      STAND_IN_EXECUTABLE: executable,
      XDG_CONFIG_HOME: join(folder, 'config')
    }
  }
}

/** Starts the built app as a packaged one that lies there. */
export function launchPackaged(
  { world }: PackagedPlace,
  given: {
    readonly folder?: string
    readonly options?: readonly string[]
    readonly world?: Readonly<Record<string, string>>
  } = {}
): Promise<Desktop> {
  const { path: executable } = electronForTests()
  return launchDesktop({
    executable,
    options: ['--port', '0'],
    ...given,
    world: { ...world, ...given.world }
  })
}
