import type { Client } from '../../model'
import type { ExchangeParts } from '../reading/exchange-parts'

/** What is known of a request when its rules are told. */
export interface Asked {
  readonly parts: ExchangeParts | undefined
  readonly client: Client | undefined
}

/** A rule of the protocol on the way of a request, and the refusals that mean it was broken. */
export interface Rule {
  readonly id: string
  readonly section?: string
  readonly reasons: readonly string[]
  /** Whether there is anything that it could be broken by; left out: always. A rule that refused is told in any case. */
  readonly concerns?: (asked: Asked) => boolean
  /** The error that tells it from another rule with the same reasons. */
  readonly error?: string
}

/** `reasons` is a list of words, so that a rule stays one line to read. */
export const rule = (
  id: string,
  section: string | undefined,
  reasons: string,
  more: Pick<Rule, 'concerns' | 'error'> = {}
): Rule => ({ id, reasons: reasons.split(' '), ...(section && { section }), ...more })

/** A rule about parameters: it concerns a request that sends one of them. */
export const sends =
  (...names: readonly string[]) =>
  ({ parts }: Asked): boolean =>
    !parts || parts.sent.some(([name]) => names.includes(name))

/** A rule about a header, named in lower case. */
export const carries =
  (name: string) =>
  ({ parts }: Asked): boolean =>
    !parts || parts.requestHeaders.some(([one]) => one.toLowerCase() === name)
