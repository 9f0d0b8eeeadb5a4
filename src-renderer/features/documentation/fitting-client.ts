import type { ShownClient } from '../../../src-main/contract'

/** The first client that may do what a topic's examples show, else the first; undefined: there is none. */
export function fittingClient(text: string, clients: readonly ShownClient[]): ShownClient | undefined {
  const grant = shownGrant(text)
  return clients.find(({ grant_types }) => grant_types?.some((one) => one === grant)) ?? clients[0]
}

/** The grant of the first request that a topic shows. */
function shownGrant(text: string): string | undefined {
  const [, parameter, value] = /\b(grant_type|response_type)=([\w:%-]+)/.exec(text) ?? []
  if (parameter !== 'response_type') return value
  return value?.startsWith('code') ? 'authorization_code' : 'implicit'
}
