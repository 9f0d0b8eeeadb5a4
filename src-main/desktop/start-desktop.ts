import { app, dialog, safeStorage, shell } from 'electron'
import { join } from 'node:path'
import { readProfile } from '../host'
import type { Preset } from '../ports'
import type { FriendlyServer } from '../server'
import { createSystem } from '../system'
import { createBeginning } from './beginning'
import { createChoices } from './choices/choices'
import { createDatabaseKeeper } from './choices/database'
import { readPreset } from './places/preset'
import type { Start } from './run'
import { runDesktop } from './run-desktop'
import { textsFor } from './menus/texts'
import { askAboutData } from './trouble/ask-about-data'
import { askAboutDatabase } from './trouble/ask-about-database'
import { openChosen } from './trouble/open-chosen'
import { openServer } from './trouble/open-server'

/**
 * Opens the data, makes the server and everything around it. A server that can't listen says so in its state; the window is
 * there all the same. Rejects when there can be no server at all: a data folder in use or unreadable, a profile with faults.
 */
export async function startDesktop(start: Start): Promise<void> {
  const { config, presetFolder } = start
  const preset = presetFolder === undefined ? undefined : await readPreset(presetFolder, app.getName())
  const choices = createChoices(join(config.dataFolder, 'desktop', 'choices.json'))
  const databases = createDatabaseKeeper(safeStorage)
  const named = config.profileFile === undefined ? undefined : await readProfile(config.profileFile)
  const system = createSystem({ logLevel: config.logLevel, logFormat: config.logFormat })
  const texts = () => textsFor(app.getLocale(), choices.read().language)

  async function open(database: string | undefined): Promise<FriendlyServer | undefined> {
    const withDatabase = { ...config, ...(database !== undefined && { database }) }
    const beginning = createBeginning({ choices, config: withDatabase, named, preset })
    const server = await openServer({
      options: () => {
        const profile = beginning.profile()
        return { ...withDatabase, ...(profile && { profile }), version: app.getVersion() }
      },
      system,
      folder: database === undefined ? config.dataFolder : undefined,
      ask: (trouble) => askAboutData(trouble, { dialog, shell, texts: texts(), locale: app.getLocale() }),
      begunAnew: beginning.startOver
    })
    if (server) beginning.opened(await server.isAsFirstStarted())
    return server
  }

  const ask = (trouble: string | undefined) => askAboutDatabase(trouble, { dialog, texts: texts() })
  // What an option names is mended there, and the message of the start says so.
  const isGiven = config.database !== undefined
  const server = await (isGiven ? open(config.database) : openChosen({ choices, databases, open, ask }))
  if (!server) {
    await system.close()
    return app.exit(0)
  }
  await runDesktop({ ...start, ...only({ preset }), choices, databases, system, server, texts })
}

const only = ({ preset }: { preset: Preset | undefined }) => (preset ? { preset } : {})
