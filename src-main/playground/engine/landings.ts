import type { PlaygroundRun } from '../../contract'
import { stateOf, type Arrival } from '../authorization/arrival'
import type { KeptRun } from '../runs/runs'
import { isTiedTo, mayBeTiedTo, type Comer } from '../runs/tie'
import { LANDING_PATH } from '../target/own-target'
import type { Arrive } from './arrive'
import type { Services } from './services'

/** Where the panel's cookie is shown, and any other of this server. */
export const PANEL_LANDING_PATH = '/panel/playground/callback'
/** Once to the panel, and once more where it has another name: the cookie is shown to a page of its own alone. */
const MOST_HAND_OVERS = 2

/** What becomes of an answer that a browser brought. */
export type Landed =
  /** The run took it. */
  | { readonly run: PlaygroundRun }
  /** The browser is to bring it here, where it shows who it is. */
  | { readonly handOver: string }
  /** It belongs to a run that another browser began, which stays as it is. */
  | { readonly isElsewhere: true }

/** The landing place, for browsers. */
export interface Landings {
  /** What came; undefined: nobody waits for it. */
  arrive(arrival: Arrival, comer: Comer): Promise<Landed | undefined>
  /** Where the browser goes that opens the link of a run, from then on tied to it; undefined: there is none, or it is another browser's. */
  begin(ticket: string, browser: string): string | undefined
}

export function createLandings({ runs }: Services, arrive: Arrive): Landings {
  return {
    async arrive(arrival, comer) {
      const state = stateOf(arrival)
      const known = runs.inBrowsers()
      const meant = known.filter(({ run }) => state !== undefined && run.draft.values['state'] === state)
      const waiting = known.filter(({ run }) => run.status === 'waiting')
      // An answer that came before belongs to a run that is known, and to nobody else's.
      const candidates = meant.length > 0 ? meant.filter(({ run }) => run.status === 'waiting') : waiting
      const own = candidates.filter(({ tie }) => isTiedTo(tie, comer))
      const [first] = own
      // One that waits alone gets what has another state too, so that its check says so (RFC 6749 §10.12).
      if (first && (meant.length > 0 || own.length === 1))
        return { run: await arrive.atRedirectUri(first, arrival) }
      const possible = candidates.find(({ tie }) => mayBeTiedTo(tie, comer))
      if (possible && comer.handOvers < MOST_HAND_OVERS)
        return { handOver: meant.length > 0 ? showingPlaceOf(possible) : placeOfAnybody(possible) }
      return meant.length > 0 && candidates.length > 0 ? { isElsewhere: true } : undefined
    },

    begin(ticket, browser) {
      const found = runs
        .inBrowsers()
        .find(({ run, tie }) => run.status === 'waiting' && tie?.kind === 'link' && tie.ticket === ticket)
      const { tie } = found ?? {}
      if (!found || tie?.kind !== 'link' || (tie.browser ?? browser) !== browser) return undefined
      runs.keep({ ...found, tie: { ...tie, browser } })
      return found.run.authorization?.url
    }
  }
}

/** Where the browser of a run shows its cookie. */
function showingPlaceOf({ tie }: KeptRun): string {
  return tie?.kind === 'panel' ? tie.origin + PANEL_LANDING_PATH : LANDING_PATH
}

/** The same for an answer that may be anybody's: nothing is said of the run that it could belong to. */
function placeOfAnybody({ tie }: KeptRun): string {
  return tie?.kind === 'panel' ? PANEL_LANDING_PATH : LANDING_PATH
}
