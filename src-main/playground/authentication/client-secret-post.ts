import type { AuthenticationMethod } from './method'

/** RFC 6749 §2.3.1: id and secret in the request's form. */
export const clientSecretPost: AuthenticationMethod = ({ client_id, client_secret = '' }) => ({
  headers: [],
  parameters: [
    { name: 'client_id', value: client_id, role: 'client_id' },
    { name: 'client_secret', value: client_secret, role: 'client_secret' }
  ]
})
