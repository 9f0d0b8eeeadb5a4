import type { Client } from '../../../model'
import type { Store } from '../../../ports'
import { requireUnblocked } from '../../client-barrier'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'

/**
 * The client that a request names. RFC 6749 §4.1.2.1: while it isn't certain, the person is told on a page of ours, and nobody is sent
 * anywhere. Throws OAuthError.
 */
export async function requireKnownClient(
  { clients, users }: Pick<Store, 'clients' | 'users'>,
  form: Form
): Promise<Client> {
  const clientId = form.get('client_id')
  if (clientId === undefined)
    throw new OAuthError(
      'invalid_request',
      'client-id-missing',
      'The parameter client_id is missing: it names the application that asks (RFC 6749 section 4.1.1).'
    )
  const client = await clients.get(clientId)
  if (!client)
    throw new OAuthError(
      'invalid_client',
      'client-unknown',
      `No client with the client_id ${clientId} is registered here.`,
      { status: 400, headers: {} }
    )
  await requireUnblocked(client, users, 'unauthorized_client')
  return client
}
