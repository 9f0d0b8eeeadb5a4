import type { ServerState } from '../../contract'
import { say } from '../../model'
import { createCollectionShelf } from '../../playground'
import type { CollectionFiles, DesktopHost, Store } from '../../ports'
import { checkProfile, isAsFirstStarted, type ImportSteps } from '../profile'
import { startOver, type StartOverDependencies } from '../profile/start-over'
import { refusal, unprocessable } from '../access/refusal'
import type { ServerControl } from '../server/server-control'
import type { Surroundings } from '../server/server-facts'
import { SAMPLE_COLLECTION, sampleProfileAt } from './samples'

export interface BeginDependencies extends StartOverDependencies {
  readonly store: StartOverDependencies['store'] & Pick<Store, 'settings'>
  readonly collectionFiles: CollectionFiles
  readonly serverControl: ServerControl
  readonly surroundings: Pick<Surroundings, 'fixed'>
  /** Hears of how far it is to take in a profile. */
  readonly steps: ImportSteps
}

export interface Beginning {
  readonly how: 'samples' | 'empty' | 'import'
  readonly port?: number | undefined
  readonly profile?: Readonly<Record<string, unknown>> | undefined
}

/**
 * Begins a fresh data folder: fills it with what was chosen, remembers that it began, and starts the server. A server that
 * can't listen says so in the state that this resolves with. Throws CONFLICT where it has begun already.
 */
export async function begin(
  dependencies: BeginDependencies,
  desktop: DesktopHost,
  { how, port, profile }: Beginning
): Promise<ServerState> {
  const { serverControl } = dependencies
  if (!desktop.state().firstRun) throw refusal('CONFLICT', say('begun_already'))
  if ((how === 'import') !== (profile !== undefined))
    throw unprocessable([{ path: ['profile'], message: say('profile_alone') }])
  requireFree(dependencies, port)
  if (how !== 'empty') await requireUntouched(dependencies, desktop)
  const wanted = port ?? serverControl.state().port
  if (profile) await startWith(dependencies, profile)
  if (how === 'samples') await startWithSamples(dependencies, `http://localhost:${wanted}`)
  if (port !== undefined)
    await dependencies.store.settings.update((settings) => ({
      ...settings,
      listen: { ...settings.listen, port }
    }))
  desktop.begun()
  return serverControl.start()
}

/** A port that an option gave stands before every other. */
function requireFree({ serverControl, surroundings }: BeginDependencies, port: number | undefined): void {
  const current = serverControl.state().port
  if (port !== undefined && port !== current && surroundings.fixed.includes('port'))
    throw unprocessable([{ path: ['port'], message: say('port_given', { port: current }) }])
}

/** Beginning with something removes what is there, so there must be nothing of anybody's. */
async function requireUntouched({ store }: BeginDependencies, desktop: DesktopHost): Promise<void> {
  if (await isAsFirstStarted(store)) return
  desktop.begun()
  throw refusal('CONFLICT', say('begun_already'))
}

async function startWithSamples(dependencies: BeginDependencies, origin: string): Promise<void> {
  await startWith(dependencies, sampleProfileAt(origin))
  const shelf = createCollectionShelf(dependencies.collectionFiles)
  await shelf.save(await shelf.freeId(SAMPLE_COLLECTION.name), SAMPLE_COLLECTION)
}

async function startWith(
  dependencies: BeginDependencies,
  profile: Readonly<Record<string, unknown>>
): Promise<void> {
  const checked = await checkProfile(dependencies, profile)
  const outcome = await startOver(dependencies, checked, dependencies.steps)
  if (!outcome.ok)
    throw unprocessable(
      outcome.issues.map(({ path, ...issue }) => ({ ...issue, path: ['profile', ...path] }))
    )
}
