import type { PlaygroundVerdict } from '../../contract'
import type { Arrival } from '../authorization/arrival'
import { parametersOf } from '../parameter-roles'
import type { Comer } from '../runs/tie'
import type { Landings } from './landings'

/** What a browser brought, as it came. */
type Brought = Pick<Arrival, 'mode' | 'raw'> & { readonly text: string }
/** What there is to say to whoever sits at it. */
type Said =
  PlaygroundVerdict | { readonly id: 'elsewhere'; readonly ok: false } | { readonly handOver: string }

/** The landing place in the words of HTTP. */
export function createLandingPlace({ arrive, begin }: Landings) {
  return {
    begin,
    async take({ mode, text, raw }: Brought, comer: Comer): Promise<Said | undefined> {
      const landed = await arrive({ mode, raw, parameters: parametersOf(text) }, comer)
      if (!landed || 'handOver' in landed) return landed
      return 'run' in landed ? landed.run.callback?.verdict : { id: 'elsewhere', ok: false }
    }
  }
}
