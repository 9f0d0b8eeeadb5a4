import { CERTIFICATE_NAMES, type Client, type PlaygroundCertificate } from '../../model'

export type Naming = PlaygroundCertificate['naming']

/** The one name by which a client is known in its certificate (RFC 8705 §2.1.2); undefined: it has none, or several. */
export function namingOf(client: Client): Naming | undefined {
  const named = CERTIFICATE_NAMES.flatMap((name) => {
    const value = client[name]
    return value === undefined ? [] : [{ name, value }]
  })
  return named.length === 1 ? named[0] : undefined
}

/** A name for a client that has none yet. */
export function newNaming({ client_id }: Pick<Client, 'client_id'>) {
  // RFC 4514 §2.4
  const escaped = client_id.replace(/[,+"\\<>;=]|^[ #]| $/g, (character) => `\\${character}`)
  return {
    name: 'tls_client_auth_subject_dn',
    value: `CN=${escaped},O=Friendly OAuth2 Server playground`
  } as const
}
