import {
  PROFILE_LISTS,
  type KeptBefore,
  type KeptDeed,
  type KeptPiece,
  type TakenFrom,
  type User,
  type ProfileListName
} from '../../../model'
import type { Clock, ConfigurationChange, Random, Store } from '../../../ports'
import type { ProfileCounts } from '../check-profile'
import { digestOf } from './kept-records'
import { giveBack } from './give-back'
import type { LeftRecord } from './going-back'
import { piecesOfImport } from './pieces-of-import'
import { piecesOfRemoval } from './pieces-of-removal'
import { recordsBefore } from './records-before'
import { wayBackFromImport, wayBackFromRemovals } from './way-back'

/** What can be gone back to, without what leads there. */
export interface KeptState extends KeptDeed {
  readonly counts: ProfileCounts
}

/** What was put back, and what stays as it is since it is another by now. */
export interface Restored extends ProfileCounts {
  readonly left: readonly LeftRecord[]
}

/** The one way back: it leads to before the last import or the last removals, secrets and keys included, on whichever server they were made. */
export interface RestorePoint {
  beforeImport(change: ConfigurationChange): Promise<void>
  /** Of a role or a scope, with everybody from whom it is taken. */
  beforeRemoving(gone: Pick<ConfigurationChange, ProfileListName>, taken?: TakenFrom): Promise<void>
  /** A clear password was hashed: that is no change that somebody made. */
  noteHashed(before: User, after: User): Promise<void>
  current(): Promise<KeptState | undefined>
  /** Undefined when it leads there no more, since something else was kept meanwhile. */
  restore(id: string): Promise<Restored | undefined>
}

/** Removals that follow each other so closely are one deed: seconds from one to the next. */
const ONE_DEED = 60
/** Seconds for which there is a way back: secrets of what is gone lie there, and imported records live on. */
const KEPT = { import: 86_400, removal: 30 * 86_400 } as const
/** The key of the record that says which deed is the latest. */
const LATEST = 'latest'

export function createRestorePoint({
  store,
  random,
  clock
}: {
  store: Pick<Store, ProfileListName | 'settings' | 'tokens' | 'writeConfiguration' | 'keptBefore'>
  random: Pick<Random, 'uuid'>
  clock: Pick<Clock, 'nowSeconds'>
}): RestorePoint {
  const { keptBefore } = store
  const now = () => clock.nowSeconds()

  /** Makes a deed the latest one; what led back from the one before goes. */
  async function become(next: (former: KeptDeed | undefined) => KeptDeed): Promise<KeptDeed> {
    const decided = { former: deedIn(undefined), latest: next(undefined) }
    await keptBefore.upsert(LATEST, (current) => {
      const former = deedIn(current)
      const latest = next(former)
      Object.assign(decided, { former, latest })
      if (current && latest === former) return current
      return { id: LATEST, exp: latest.at + KEPT[latest.deed], latest }
    })
    const { former, latest } = decided
    if (former && former.id !== latest.id) await keptBefore.removeWhere('deed', former.id)
    return latest
  }

  async function keep(deed: KeptDeed, piece: Omit<KeptPiece, 'id' | 'exp' | 'deed'>): Promise<void> {
    await keptBefore.insert({ id: random.uuid(), exp: now() + KEPT[deed.deed], deed: deed.id, ...piece })
  }

  async function piecesOf({ id }: KeptDeed): Promise<readonly KeptPiece[]> {
    return (await keptBefore.find('deed', id)).filter((kept) => 'deed' in kept)
  }

  const latestDeed = async () => deedIn(await keptBefore.get(LATEST))

  return {
    async beforeImport(change) {
      const deed = { id: random.uuid(), deed: 'import', at: now() } as const
      for await (const piece of piecesOfImport(store, change)) await keep(deed, piece)
      await become(() => deed)
    },

    async beforeRemoving(gone, taken) {
      const pieces = await piecesOfRemoval(store, gone, taken)
      const id = random.uuid()
      const deed = await become((former) => {
        const at = now()
        const goesOn = former?.deed === 'removal' && at <= former.at + ONE_DEED
        if (goesOn && at === former.at) return former
        return { id: goesOn ? former.id : id, deed: 'removal', at }
      })
      // A piece for each removal: what was kept before must not be written again with every further one.
      for (const piece of pieces) await keep(deed, piece)
    },

    async noteHashed(before, after) {
      const deed = await latestDeed()
      if (deed?.deed !== 'import') return
      await keep(deed, { hashed: { from: digestOf(before), to: digestOf(after) } })
    },

    async current() {
      const deed = await latestDeed()
      const pieces = deed ? await piecesOf(deed) : []
      return deed && leadsBack(pieces) ? { ...deed, counts: countsBefore(pieces) } : undefined
    },

    async restore(id) {
      const deed = await latestDeed()
      if (deed?.id !== id) return undefined
      const pieces = await piecesOf(deed)
      if (!leadsBack(pieces)) return undefined
      const isImport = deed.deed === 'import'
      const wayBack = isImport ? wayBackFromImport(store, pieces) : wayBackFromRemovals(store, pieces, now())
      const back = await wayBack
      await store.writeConfiguration((newest) => giveBack(newest, pieces, back))
      // A way back that failed is still one, and a removal that joined meanwhile has a piece of its own, which stays.
      await keptBefore.removeEach(pieces.map((piece) => piece.id))
      // Without whoever gets a role or a scope back: nobody counts them before either.
      return { ...countsOf(back.change), left: back.left }
    }
  }
}

function deedIn(kept: KeptBefore | undefined): KeptDeed | undefined {
  return kept && 'latest' in kept ? kept.latest : undefined
}

const leadsBack = (pieces: readonly KeptPiece[]) => pieces.some(({ back }) => back)

/** As they come back when nobody changed anything meanwhile: one that was removed twice counts once. */
function countsBefore(pieces: readonly KeptPiece[]): ProfileCounts {
  const isSet = pieces.some(({ back }) => back?.settings)
  return countsBy((name) => recordsBefore(pieces, name).size, isSet)
}

function countsOf({ settings, removed, ...lists }: ConfigurationChange): ProfileCounts {
  const sizeOf = (name: ProfileListName) => (lists[name]?.length ?? 0) + (removed?.[name]?.length ?? 0)
  return countsBy(sizeOf, settings !== undefined)
}

function countsBy(sizeOf: (name: ProfileListName) => number, isSet: boolean): ProfileCounts {
  const counts = { settings: isSet ? 1 : 0, clients: 0, users: 0, roles: 0, scopes: 0, claims: 0, keys: 0 }
  for (const name of PROFILE_LISTS) counts[name] = sizeOf(name)
  return counts
}
