import { parametersOf } from '../parameter-roles'
import type { Arrival } from './arrival'

/** What a browser brought to the landing place, from the text that it came in. */
export function landingArrival(mode: Arrival['mode'], text: string, raw: string): Arrival {
  return { mode, parameters: parametersOf(text), raw }
}
