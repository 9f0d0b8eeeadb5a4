import type { HttpSender } from '../../ports'
import { endpointOf } from '../target/endpoint-of'
import type { TlsOf } from '../sending/tls-of'
import type { KeySetOf } from './check-id-token'

/** Fetches the key set of a target each time: a server that turned its keys a moment ago is what people try here. */
export function createKeySetOf({ httpSender, tlsOf }: { httpSender: HttpSender; tlsOf: TlsOf }): KeySetOf {
  return async (plan) => {
    const url = endpointOf(plan, 'jwks')
    const tls = tlsOf(plan, url)
    const request = { method: 'GET', url, headers: [['Accept', 'application/json']] as const }
    const { body } = await httpSender.send({ ...request, ...(tls && { tls }) })
    return body
  }
}
