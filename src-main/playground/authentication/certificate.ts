import type { AuthenticationMethod } from './method'

/** RFC 8705 §2: the proof is the certificate of the TLS handshake; the form says only whose it is. */
export const certificate: AuthenticationMethod = ({ client_id }) => ({
  headers: [],
  parameters: [{ name: 'client_id', value: client_id, role: 'client_id' }]
})
