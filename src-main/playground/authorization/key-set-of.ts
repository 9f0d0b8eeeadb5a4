import { say } from '../../model'
import type { HttpSender } from '../../ports'
import { endpointOf } from '../target/endpoint-of'
import type { TlsOf } from '../sending/tls-of'
import { tokenFault } from '../tokens/token-fault'
import type { KeySetOf } from './check-id-token'

/**
 * Fetches the key set of a target each time: a server that turned its keys a moment ago is what people try here. Rejects with
 * TokenFault where it can't be had, so that the tokens that came are kept, unverified.
 */
export function createKeySetOf({ httpSender, tlsOf }: { httpSender: HttpSender; tlsOf: TlsOf }): KeySetOf {
  return async (plan) => {
    try {
      const url = endpointOf(plan, 'jwks')
      const tls = tlsOf(plan, url)
      const request = { method: 'GET', url, headers: [['Accept', 'application/json']] as const }
      const { body } = await httpSender.send({ ...request, ...(tls && { tls }) })
      return body
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      throw tokenFault(['keys', 'url'], say('key_set_unfetched', { why }))
    }
  }
}
