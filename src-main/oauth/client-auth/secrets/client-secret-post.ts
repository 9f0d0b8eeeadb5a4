import type { ClientAuthenticationMethod, CredentialPlace } from '../method'
import type { Form } from '../../form'
import { OAuthError } from '../../oauth-error'

/** RFC 6749 §2.3.1: client_id and client_secret in the body. */
export function createClientSecretPost(
  verify: ClientAuthenticationMethod['verify']
): ClientAuthenticationMethod {
  return { name: 'client_secret_post', place: secretInBody(), verify }
}

function secretInBody(): CredentialPlace {
  return {
    name: 'client_secret in the body',
    read({ form }) {
      const text = form.get('client_secret')
      return text === undefined ? undefined : { clientId: requireClientId(form), evidence: { text } }
    }
  }
}

function requireClientId(form: Form): string {
  const clientId = form.get('client_id')
  if (clientId !== undefined) return clientId
  throw new OAuthError(
    'invalid_request',
    'client-id-missing',
    'The body holds client_secret without client_id; send both (RFC 6749 section 2.3.1).'
  )
}
