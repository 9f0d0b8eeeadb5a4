import { say, type Client, type Jwk, type PlaygroundCertificate, type PlaygroundKey } from '../../model'
import { makeKeyPair } from '../key-pair'
import type { PlaygroundDependencies, VouchForClient } from '../playground-dependencies'
import { RequestNotBuilt } from '../request-not-built'
import { namingOf, newNaming, type Naming } from './naming'

/**
 * Makes the certificate that a client proves itself with by `tls_client_auth` (RFC 8705 §2.1), with the name in it that is registered, and has the server
 * trust the authority that vouches for it, in the place of the former one. Throws RequestNotBuilt for a name that no certificate can have.
 */
export function createMakeCertificate({
  store,
  vouchForClient
}: Pick<PlaygroundDependencies, 'store' | 'vouchForClient'>) {
  return async (client: Client): Promise<PlaygroundCertificate> => {
    const { client_id } = client
    const former = await store.playgroundKeys.get(client_id)
    const naming = namingOf(client) ?? newNaming(client)
    const jwk = isFit(former) ? former.jwk : (await makeKeyPair('ES256')).privateKey
    const certificate = { ...vouched(vouchForClient, jwk, naming), naming }
    // The key first: a trusted certificate that nobody can show is worse than one that nobody trusts yet.
    await store.playgroundKeys.upsert(client_id, () => ({ ...former, client_id, jwk, certificate }))
    await store.settings.update((current) => ({
      ...current,
      https: { ...current.https, client_ca: trusting(current.https.client_ca, certificate, former) }
    }))
    if (!namingOf(client))
      await store.clients.update(client_id, (current) => ({ ...current, [naming.name]: naming.value }))
    return certificate
  }
}

/** Certificates are made for keys on P-256 alone. */
function isFit(former: PlaygroundKey | undefined): former is PlaygroundKey {
  return former?.jwk['crv'] === 'P-256'
}

function vouched(vouchForClient: VouchForClient, jwk: Jwk, naming: Naming) {
  try {
    return vouchForClient(jwk, naming)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new RequestNotBuilt([{ path: [naming.name], message: say('certificate_impossible', { why }) }])
  }
}

function trusting(
  trusted: string | null,
  { authority }: PlaygroundCertificate,
  former: PlaygroundKey | undefined
): string {
  const others = (trusted ?? '').replace(former?.certificate?.authority ?? authority, '')
  return others === '' || others.endsWith('\n') ? others + authority : `${others}\n${authority}`
}
