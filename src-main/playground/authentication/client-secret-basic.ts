import { formEncode } from '../form-encode'
import type { AuthenticationMethod } from './method'

/** RFC 6749 §2.3.1: id and secret are form-encoded (appendix B) before they are joined, so that a colon can't split them wrongly. */
export const clientSecretBasic: AuthenticationMethod = ({ client_id, client_secret = '' }) => {
  const credentials = `${formEncode(client_id)}:${formEncode(client_secret)}`
  const value = `Basic ${Buffer.from(credentials, 'ascii').toString('base64')}`
  return { headers: [['Authorization', value]], parameters: [] }
}
