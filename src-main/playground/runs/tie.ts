import type { Random } from '../../ports'

/** The panel in a browser from which somebody asks. */
export interface AskingPanel {
  /** The id of its session. */
  readonly session: string
  /** The origin under which that browser knows the panel. */
  readonly origin: string
}

/**
 * The one browser that may bring a run its answer (RFC 6749 §10.12), so that nobody completes a run that somebody else began. From the panel in
 * a browser it is the one with its session; else the one that opened the link to begin with, which works once.
 */
export type Tie =
  | ({ readonly kind: 'panel' } & AskingPanel)
  | { readonly kind: 'link'; readonly ticket: string; readonly browser?: string }

/** A browser at the landing place, as far as it is known there. */
export interface Comer {
  /** By its own cookie; undefined: it showed none. */
  readonly browser?: string | undefined
  /** Of the panel, whose cookie is not shown everywhere. */
  readonly session?: string | undefined
  /** How often it was sent on, to a place where it shows its cookies. */
  readonly handOvers: number
}

const TICKET_CHARACTERS = 43

export function tieOf(panel: AskingPanel | undefined, random: Pick<Random, 'alphanumeric'>): Tie {
  if (panel) return { kind: 'panel', ...panel }
  return { kind: 'link', ticket: random.alphanumeric(TICKET_CHARACTERS) }
}

/** Whether that browser is the one. */
export function isTiedTo(tie: Tie | undefined, { browser, session }: Comer): boolean {
  if (!tie) return false
  if (tie.kind === 'panel') return tie.session === session
  return tie.browser !== undefined && tie.browser === browser
}

/** Whether it may be the one and only could not show it. */
export function mayBeTiedTo(tie: Tie | undefined, { browser, session }: Comer): boolean {
  if (!tie) return false
  return tie.kind === 'panel' ? session === undefined : tie.browser !== undefined && browser === undefined
}
