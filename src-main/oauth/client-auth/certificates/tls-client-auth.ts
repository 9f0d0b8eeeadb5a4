import { CERTIFICATE_NAMES, type Client } from '../../../model'
import type { ClientCertificate } from '../../../ports'
import { certificateRefusal, requireShownCertificate } from './certificate-refusal'
import { clientIdAlone } from '../client-id-alone'
import { isSameName } from './distinguished-name'
import type { ClientAuthenticationMethod } from '../method'
import { isSameDns, isSameEmail, isSameIp } from './subject-alternative-name'
import { wrongCredentials } from '../wrong-credentials'

/** RFC 8705 §2.1: a certificate that a trusted authority vouches for, with the one name in it that is registered. */
export const tlsClientAuth: ClientAuthenticationMethod = {
  name: 'tls_client_auth',
  place: clientIdAlone,
  async verify(client, { certificate }) {
    if (!client) throw wrongCredentials('client-unknown')
    const shown = requireShownCertificate(certificate)
    if (!shown.trusted)
      throw certificateRefusal(
        'certificate-untrusted',
        'no authority that https.client_ca trusts vouches for it now'
      )
    const named = CERTIFICATE_NAMES.filter((name) => client[name] !== undefined)
    // RFC 8705 §2.1.2: exactly one.
    if (named.length === 1 && holds(client, shown, named[0]!)) return
    throw certificateRefusal(
      'certificate-differs',
      `its subject is ${shown.subjectDn || 'empty'}, and the client is registered with another ${named.join(' and ') || 'name'}`
    )
  }
}

type CertificateName = (typeof CERTIFICATE_NAMES)[number]

function holds(client: Client, { subjectDn, san }: ClientCertificate, name: CertificateName): boolean {
  const wanted = client[name] ?? ''
  switch (name) {
    case 'tls_client_auth_subject_dn':
      return isSameName(wanted, subjectDn)
    case 'tls_client_auth_san_dns':
      return san.dns.some((one) => isSameDns(one, wanted))
    case 'tls_client_auth_san_uri':
      return san.uri.includes(wanted)
    case 'tls_client_auth_san_ip':
      return san.ip.some((one) => isSameIp(one, wanted))
    case 'tls_client_auth_san_email':
      return san.email.some((one) => isSameEmail(one, wanted))
  }
}
