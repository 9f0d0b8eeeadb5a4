import {
  MAX_CLIENT_CA,
  say,
  withClientAuthority,
  withoutClientAuthority,
  type Client,
  type Jwk,
  type PlaygroundCertificate,
  type Settings
} from '../../model'
import { makeKeyPair } from '../key-pair'
import type { PlaygroundDependencies, VouchForClient } from '../playground-dependencies'
import { RequestNotBuilt } from '../request-not-built'
import { namingOf, newNaming, type Naming } from './naming'

/**
 * Makes the certificate that a client proves itself with by `tls_client_auth` (RFC 8705 §2.1), with the name in it that is registered, and has the server
 * trust the authority that vouches for it, in the place of the former one. Throws RequestNotBuilt for a name that no certificate can have, and where no
 * more authorities can be trusted.
 */
export function createMakeCertificate({
  store,
  vouchForClient
}: Pick<PlaygroundDependencies, 'store' | 'vouchForClient'>) {
  /**
   * Whatever fails on the way, no authority stays trusted that no certificate remembers. Returns the certificate that stands: of several that are made
   * in the same moment, here or on another server, the last.
   */
  async function keep(client_id: string, certificate: PlaygroundCertificate): Promise<PlaygroundCertificate> {
    const { settings, playgroundKeys } = store
    const former = (await playgroundKeys.get(client_id))?.certificate
    // Before anything is changed: what there is no room for must not cost the former one.
    trusting(await settings.get(), certificate, former)
    if (former) await settings.update((current) => withoutClientAuthority(current, former.authority))
    let replaced: PlaygroundCertificate | undefined
    await playgroundKeys.upsert(client_id, (current) => {
      replaced = current?.certificate
      return { ...current, client_id, certificate }
    })
    await settings.update((current) => trusting(current, certificate, replaced))
    const standing = (await playgroundKeys.get(client_id))?.certificate
    if (standing?.authority === certificate.authority) return certificate
    // Another one took its place before it was trusted, and could not take it out.
    await settings.update((current) => withoutClientAuthority(current, certificate.authority))
    return standing ?? certificate
  }

  return async (client: Client): Promise<PlaygroundCertificate> => {
    const { client_id } = client
    const naming = namingOf(client) ?? newNaming(client)
    // A key of its own, on P-256 as every certificate's here: the one that the client signs with is of the kind that it registered.
    const { privateKey: jwk } = await makeKeyPair('ES256')
    const certificate = await keep(client_id, { ...vouched(vouchForClient, jwk, naming), naming, jwk })
    if (!namingOf(client))
      await store.clients.update(client_id, (current) => ({ ...current, [naming.name]: naming.value }))
    return certificate
  }
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
  current: Settings,
  { authority }: PlaygroundCertificate,
  former: PlaygroundCertificate | undefined
): Settings {
  const others = former ? withoutClientAuthority(current, former.authority) : current
  const settings = withClientAuthority(others, authority)
  const found = settings.https.client_ca?.length ?? 0
  if (found <= MAX_CLIENT_CA) return settings
  const message = say('authorities_too_long', { found, max: MAX_CLIENT_CA })
  throw new RequestNotBuilt([{ path: ['client_id'], message }])
}
