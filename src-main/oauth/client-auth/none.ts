import { clientIdAlone } from './client-id-alone'
import type { ClientAuthenticationMethod } from './method'
import { wrongCredentials } from './wrong-credentials'

/** RFC 6749 §2.3.2 and §3.2.1: a public client names itself by client_id and proves nothing. */
export const none: ClientAuthenticationMethod = {
  name: 'none',
  place: clientIdAlone,
  async verify(client) {
    if (!client) throw wrongCredentials('client-unknown')
  }
}
