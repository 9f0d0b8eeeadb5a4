import type { CredentialPlace } from './method'

/**
 * The client names itself in the body, and proves itself by nothing in the request (RFC 6749 §3.2.1): either not at all, or by the
 * certificate of the connection (RFC 8705 §2). The certificate alone says nothing: clients may show one to have their tokens bound to it.
 */
export const clientIdAlone: CredentialPlace = {
  name: 'client_id alone in the body',
  mayStandBeside: true,
  read({ form, certificate }) {
    const clientId = form.get('client_id')
    return clientId === undefined ? undefined : { clientId, evidence: { text: '', certificate } }
  }
}
