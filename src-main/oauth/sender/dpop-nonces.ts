import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../ports'

/** Seconds for which a nonce is handed out; it is accepted for as long again. */
const WINDOW = 300

/** The nonces of RFC 9449 §8. */
export interface DpopNonces {
  /** The nonce that is handed out now. */
  current(): Promise<string>
  /** When a nonce that was handed out ends to be accepted, in seconds since 1970; undefined: it is none of ours, or too old. */
  endOf(nonce: string): Promise<number | undefined>
}

/**
 * Nonces that nobody stores: a code over the time window that they belong to. `secret` is one that every server on the same data
 * has, so that each accepts the nonces of the others; when it changes, clients are asked for a new nonce once more.
 */
export function createDpopNonces({
  secret,
  clock
}: {
  secret: () => Promise<string>
  clock: Clock
}): DpopNonces {
  const windowNow = () => Math.floor(clock.nowSeconds() / WINDOW)
  const nonceOf = async (window: number) =>
    createHmac('sha256', await secret())
      .update(`dpop nonce\n${window}`)
      .digest('base64url')
  return {
    current: () => nonceOf(windowNow()),
    async endOf(nonce) {
      const now = windowNow()
      for (const window of [now, now - 1])
        if (isSame(nonce, await nonceOf(window))) return (window + 2) * WINDOW
      return undefined
    }
  }
}

function isSame(sent: string, expected: string): boolean {
  const [one, other] = [Buffer.from(sent), Buffer.from(expected)]
  return one.length === other.length && timingSafeEqual(one, other)
}
