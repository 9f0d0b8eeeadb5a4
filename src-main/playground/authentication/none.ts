import type { AuthenticationMethod } from './method'

/** RFC 6749 §3.2.1: a public client says who it is and proves nothing. */
export const none: AuthenticationMethod = ({ client_id }) => ({
  headers: [],
  parameters: [{ name: 'client_id', value: client_id, role: 'client_id' }]
})
