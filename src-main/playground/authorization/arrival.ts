import { decodeJwt } from 'jose'
import type { Parameter } from '../authentication'

/** What a browser brought to the redirect URI, as it came. */
export interface Arrival {
  readonly mode: 'query' | 'fragment' | 'form_post'
  readonly parameters: readonly Parameter[]
  /** The request of the browser, line by line, as far as it is known. */
  readonly raw: string
}

/** The parameter of an arrival; undefined: it isn't there, or stands twice, which no server sends (RFC 6749 §3.1). */
export function valueOf(parameters: readonly Parameter[], name: string): string | undefined {
  const found = parameters.filter((one) => one.name === name)
  return found.length === 1 ? found[0]?.value : undefined
}

/** The state that an answer names, in a signed one too (JARM §2.1); it is believed for no more than finding who asked. */
export function stateOf({ parameters }: Arrival): string | undefined {
  const state = valueOf(parameters, 'state')
  const jwt = valueOf(parameters, 'response')
  if (state !== undefined || jwt === undefined) return state
  try {
    const { state: signed } = decodeJwt(jwt)
    return typeof signed === 'string' ? signed : undefined
  } catch {
    // Encrypted, or no JWT: it doesn't say whom it is for.
    return undefined
  }
}
