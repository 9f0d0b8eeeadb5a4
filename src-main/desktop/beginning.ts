import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../config'
import type { CheckedProfile } from '../contract'
import type { Preset } from '../ports'
import type { ChoicesFile } from './choices/choices'

/** How a data folder begins: with a profile that was named, with the one of a preconfigured build, or with a page that asks. */
export interface Beginning {
  /** The profile to load now: the named one at each start, a preset's at the first. */
  profile(): CheckedProfile | undefined
  /** Call it when the data have been opened: the next start is no first one. isUntouched: nobody has put anything there yet. */
  opened(isUntouched: boolean): void
  /** Forgets that this folder has begun. */
  startOver(): void
}

export function createBeginning(deps: {
  choices: ChoicesFile
  config: Pick<Config, 'dataFolder' | 'database'>
  /** Read from the file that an option named. */
  named: CheckedProfile | undefined
  preset: Preset | undefined
}): Beginning {
  const { choices, config, named, preset } = deps
  // A folder of the command line was never seen by the app, and has begun all the same.
  const isFresh = () =>
    choices.read().begun === undefined && !existsSync(join(config.dataFolder, 'config.json'))
  let wasFresh = isFresh()
  return {
    profile() {
      wasFresh = isFresh()
      return named ?? (wasFresh ? preset?.profile : undefined)
    },
    opened(isUntouched) {
      // Whoever left the app at its question may have set the folder up with the command line since.
      const isSettled =
        named !== undefined || preset !== undefined || config.database !== undefined || !isUntouched
      const { begun } = choices.read()
      if (begun === undefined) choices.change({ begun: isSettled || !wasFresh })
      else if (!begun && isSettled) choices.change({ begun: true })
    },
    startOver: () => choices.change({ begun: undefined })
  }
}
