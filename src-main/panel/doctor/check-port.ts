import type { Finding } from '../../contract'
import type { Machine, Trusted } from '../../ports'
import { addressOf, found, issuerIn, type Situation } from './situation'

/** Where the discovery document lies below an address. */
export const DISCOVERY = '/.well-known/openid-configuration'

/** Whether the port is there to listen on: one that this very server holds is as it should be. */
export async function checkPort(situation: Situation, machine: Machine): Promise<Finding[]> {
  const { host, port, issuer, isListening, data } = situation
  const address = addressOf(situation)
  if (isListening) return [found('port_listening', { address })]
  if (port === 0) return [found('port_any')]
  const state = await machine.portState(host, port)
  if (state.kind === 'free') return [found('port_free', { port })]
  if (state.kind === 'refused') return [found('port_refused', { port, reason: state.reason })]
  const holder = state.holder ?? 'another program'
  const answer = await machine.ask(address + DISCOVERY, trustedIn(situation))
  const named = answer.kind === 'answer' ? issuerIn(answer.body) : undefined
  // One that was started with another issuer is known by the data that it holds open.
  const isOurs = named !== undefined && (named === issuer || data.heldBy !== undefined)
  return [isOurs ? found('port_listening', { address }) : found('port_taken', { port, holder })]
}

/** Whom to believe when this server is asked. */
export function trustedIn({ certificate }: Pick<Situation, 'certificate'>): Trusted {
  return { authority: typeof certificate === 'object' ? certificate.authority?.pem : undefined }
}
