import type { Mismatch } from '../../contract'
import { CLIENT_AUTHENTICATION, displayNameOf } from '../../model'
import type { Plan } from '../plan/plan'

/** What the client would prove itself with, and doesn't have. */
export function proofMismatches({ client, method, credentials, flow, draft, target }: Plan): Mismatch[] {
  const { client_id } = draft
  const values = { client_id, name: client ? displayNameOf(client) : client_id, method }
  const needed = CLIENT_AUTHENTICATION[method].proof
  // RFC 8705 §2: the certificate is shown in the TLS handshake, so without TLS there is nowhere to show it.
  if (needed === 'certificate' && !target.endpoints.token?.startsWith('https:'))
    return [{ id: 'certificate_needs_tls', values }]
  // §2.1: somebody else has to vouch for it, which nobody does for what is made here.
  if (method === 'tls_client_auth') return [{ id: 'certificate_missing', values }]
  const signs =
    needed === 'key' || needed === 'certificate' || flow.signs || draft.authorization.request_object
  if (needed === 'secret' && credentials.client_secret === undefined)
    return [{ id: 'secret_missing', values }]
  if (signs && credentials.privateKey === undefined)
    return [{ id: 'key_missing', values, ...(client && { repair: 'generate_key' as const }) }]
  return []
}
