import { CLIENT_AUTHENTICATION, type ClientAuthenticationName } from './client-authentication'
import type { Client } from './client-fields'

/** The secrets that a client may prove itself with now: the one that is handed out, and those beside it that have not ended. */
export function acceptedSecrets(
  client: Pick<Client, 'client_secret' | 'other_secrets'>,
  nowSeconds: number
): readonly string[] {
  const others = (client.other_secrets ?? []).filter(({ exp }) => exp === undefined || exp > nowSeconds)
  return [
    ...(client.client_secret ? [client.client_secret] : []),
    ...others.map(({ client_secret }) => client_secret)
  ]
}

/** Whether a method proves itself by a secret; a client that names none has the default method, which does. */
export function needsSecret(method: unknown): boolean {
  const name = (method ?? 'client_secret_basic') as ClientAuthenticationName
  return CLIENT_AUTHENTICATION[name]?.proof === 'secret'
}
