import type { Mismatch } from '../../contract'
import { CLIENT_AUTHENTICATION, displayNameOf, parseScopeList } from '../../model'
import { namingOf } from '../certificates/naming'
import type { Plan } from '../plan/plan'

/** What the client would prove itself with, and doesn't have. */
export function proofMismatches(plan: Plan): Mismatch[] {
  return [...clientProofMismatches(plan), ...encryptionMismatches(plan)]
}

function clientProofMismatches(plan: Plan): Mismatch[] {
  const { client, method, credentials, flow, draft, target } = plan
  const { client_id } = draft
  const values = { client_id, name: client ? displayNameOf(client) : client_id, method }
  const needed = CLIENT_AUTHENTICATION[method].proof
  // RFC 8705 §2: the certificate is shown in the TLS handshake, so without TLS there is nowhere to show it.
  if (needed === 'certificate' && !target.endpoints.token?.startsWith('https:'))
    return [{ id: 'certificate_needs_tls', values }]
  if (method === 'tls_client_auth') return certificateMismatches(plan, values)
  const signs =
    needed === 'key' || needed === 'certificate' || flow.signs || draft.authorization.request_object
  if (needed === 'secret' && credentials.client_secret === undefined)
    return [{ id: 'secret_missing', values }]
  if (signs && credentials.privateKey === undefined)
    return [{ id: 'key_missing', values, ...(client && { repair: 'generate_key' as const }) }]
  return []
}

/** RFC 8705 §2.1: somebody whom the server trusts has to vouch for a certificate with the name that is registered. */
function certificateMismatches(
  { client, credentials, settings, target }: Plan,
  values: Record<string, string>
): Mismatch[] {
  const { certificate } = credentials
  const naming = client && namingOf(client)
  const isVouchedFor =
    certificate !== undefined && (settings.https.client_ca ?? '').includes(certificate.authority)
  const isNamed = naming?.name === certificate?.naming.name && naming?.value === certificate?.naming.value
  if (naming && isVouchedFor && isNamed) return []
  return [
    {
      id: 'certificate_missing',
      values,
      ...(client && target.isOwn && { repair: 'generate_certificate' as const })
    }
  ]
}

/** What will come encrypted and can't be opened here: the server takes it for its client's affair. */
function encryptionMismatches({ client, credentials, draft }: Plan): Mismatch[] {
  if (!client) return []
  const wanted = [
    parseScopeList(draft.scope).includes('openid') ? client.id_token_encrypted_response_alg : undefined,
    /(^|\.)jwt$/.test(draft.authorization.response_mode ?? '')
      ? client.authorization_encrypted_response_alg
      : undefined
  ]
  const keys = credentials.decryptionKeys ?? []
  const alg = wanted.find((one) => one !== undefined && !keys.some((key) => (key.alg ?? one) === one))
  if (alg === undefined) return []
  const values = { name: displayNameOf(client), client_id: client.client_id, alg }
  return [{ id: 'encryption_key_missing', values, repair: 'generate_key' }]
}
