import type { ContractRouterClient } from '@orpc/contract'
import type { Contract } from '../contract'

type Playground = Pick<ContractRouterClient<Contract>['playground'], 'send'>

/**
 * An access token that a client gets for itself (RFC 6749 §4.4), asked for as the playground asks: by the client's own method.
 * Throws with the server's reason where it gets none.
 */
export async function issueToken(playground: Playground, client_id: string, scope?: string): Promise<string> {
  const { verdict, response } = await playground.send({ flow: 'oauth2_client_credentials', client_id, scope })
  if (verdict.ok && response)
    return String((JSON.parse(response.body) as { access_token: string }).access_token)
  const reason = [verdict.error, verdict.error_description].filter(Boolean).join(': ')
  throw new Error(`${client_id} gets no token: ${reason || verdict.id}`)
}
