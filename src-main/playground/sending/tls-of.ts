import { createPrivateKey, type JsonWebKey } from 'node:crypto'
import { CLIENT_AUTHENTICATION, type Jwk } from '../../model'
import type { HttpRequest } from '../../ports'
import type { Plan } from '../plan/plan'
import type { IssueClientCertificate } from '../playground-dependencies'

/** How a request of a plan is encrypted, by its address; undefined: as any other is. */
export type TlsOf = (plan: Plan, url: string) => HttpRequest['tls']

/** Certificates that are kept; of more, those made last. */
const KEPT = 100

/** To this very server its own certificate is trusted, whoever issued it; a client that has to show a certificate shows one of its key. */
export function createTlsOf({
  ownCertificate,
  issueClientCertificate
}: {
  ownCertificate: () => string | undefined
  issueClientCertificate: IssueClientCertificate
}): TlsOf {
  /** A token that is bound to a certificate is of use with that very one (RFC 8705 §3), so it is made once for a key. */
  const made = new Map<string, ReturnType<IssueClientCertificate>>()

  function certificateOf({ credentials, draft, method }: Plan) {
    const { certificate: vouched } = credentials
    if (vouched && method === 'tls_client_auth') return { cert: vouched.cert, key: pemOf(vouched.jwk) }
    const key = credentials.privateKey
    if (!key) return undefined
    // The private part too: whoever knows the public key alone must not find the certificate of whoever holds both.
    const id = JSON.stringify([draft.client_id, key['x'], key['y'], key['d']])
    const certificate = made.get(id) ?? issueClientCertificate(key, draft.client_id)
    made.set(id, certificate)
    const [oldest] = made.keys()
    if (made.size > KEPT && oldest !== undefined) made.delete(oldest)
    return certificate
  }

  function trusts({ target }: Plan, url: string): string | undefined {
    const own = target.isOwn ? target.endpoints.token : undefined
    return own !== undefined && new URL(own).origin === new URL(url).origin ? ownCertificate() : undefined
  }

  return (plan, url) => {
    if (!url.startsWith('https:')) return undefined
    const trusted = trusts(plan, url)
    const certificate = showsCertificate(plan) ? certificateOf(plan) : undefined
    return { ...(trusted !== undefined && { trusted }), ...(certificate && { certificate }) }
  }
}

function pemOf(jwk: Jwk): string {
  const key = createPrivateKey({ key: jwk as JsonWebKey, format: 'jwk' })
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

function showsCertificate({ method, client }: Plan): boolean {
  return (
    CLIENT_AUTHENTICATION[method].proof === 'certificate' ||
    client?.tls_client_certificate_bound_access_tokens === true
  )
}
