import type { Finding } from '../../contract'
import type { Machine } from '../../ports'
import { trustedIn, DISCOVERY } from './check-port'
import { addressOf, found, isLoopback, issuerIn, type Situation } from './situation'

/** Whether the issuer leads to this server (OpenID Connect Discovery §4.3: whoever asks there must read that very issuer). */
export async function checkIssuer(situation: Situation, machine: Machine): Promise<Finding[]> {
  const { issuer, port, isTls, isListening } = situation
  const address = addressOf(situation)
  const url = new URL(issuer)
  const isHere = isLoopback(url.hostname) && portOf(url) === port
  if (isHere && (url.protocol === 'https:') !== isTls) return [found('issuer_scheme', { issuer, address })]
  if (isHere || issuer === address || port === 0) return [found('issuer_is_address', { issuer })]
  // Nobody would answer there while the server is down.
  if (!isListening) return [found('issuer_own', { issuer, address })]
  const answer = await machine.ask(`${issuer}${DISCOVERY}`, trustedIn(situation))
  if (answer.kind === 'silence') return [found('issuer_silent', { issuer, reason: answer.reason })]
  const named = issuerIn(answer.body)
  return [
    named === issuer
      ? found('issuer_leads_here', { issuer, address })
      : found('issuer_elsewhere', { issuer, named: named ?? 'nothing that is discovery' })
  ]
}

function portOf({ port, protocol }: URL): number {
  return Number(port || (protocol === 'https:' ? 443 : 80))
}
