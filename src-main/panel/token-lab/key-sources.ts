import type { KeySource } from '../../contract'
import { hasAccess, say } from '../../model'
import type { SigningKeys } from '../../oauth'
import { parseKeys, secretOf, type KeyMaterial } from '../../playground'
import { KeySetError, type KeySetSource } from '../../ports'
import { accessOf, type PanelContext } from '../access/context'
import { refusal, unprocessable } from '../access/refusal'
import type { ServerControl } from '../server/server-control'

export interface KeySourceDependencies {
  readonly signingKeys: Pick<SigningKeys, 'prepare' | 'published' | 'remembered'>
  readonly keySets: KeySetSource
  readonly serverControl: Pick<ServerControl, 'state'>
  /** Where the server is asked: scheme, host and port. */
  readonly origin: () => string
  /** Whether the server listens on loopback alone. */
  readonly loopbackOnly: boolean
}

/** The keys that a signature is verified with. Throws TokenFault for what somebody pasted, and refusals. */
export function createKeySources(dependencies: KeySourceDependencies) {
  const { signingKeys, keySets } = dependencies

  async function keysAt(url: string, context: PanelContext): Promise<KeyMaterial> {
    requireAskable(url, context, dependencies)
    try {
      // Where the request may go was decided by name above, so the address behind it may be any.
      const keys = await keySets.keysAt(url, { fresh: true, allowPrivateAddresses: true })
      return { keys, secrets: [] }
    } catch (error) {
      if (error instanceof KeySetError)
        throw unprocessable([{ path: ['keys', 'url'], message: error.message }])
      throw error
    }
  }

  return async (source: KeySource, context: PanelContext): Promise<KeyMaterial> => {
    switch (source.from) {
      case 'server':
        await signingKeys.prepare()
        return { keys: await signingKeys.published(), secrets: [] }
      case 'url':
        return keysAt(source.url, context)
      case 'pasted':
        return parseKeys(source.text)
      case 'secret':
        return { keys: [], secrets: [secretOf(source.secret)] }
    }
  }
}

/**
 * Makes sure that whoever asks may let this server ask there: administrators alone; on the desktop any address, from elsewhere this
 * server itself, and other programs of the machine where it listens to that machine alone. Whatever else is published is pasted.
 */
function requireAskable(
  address: string,
  { actor, capabilities }: PanelContext,
  { serverControl, origin, loopbackOnly }: KeySourceDependencies
): void {
  if (!hasAccess(accessOf(actor), 'administrator')) throw refusal('FORBIDDEN', say('fetch_forbidden'))
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw unprocessable([{ path: ['keys', 'url'], message: say('not_web_url') }])
  if (capabilities.includes('playground.any_issuer')) return
  const own = [serverControl.state().issuer, origin()].map((one) => new URL(one).origin)
  if (own.includes(url.origin) || (loopbackOnly && isLoopback(url.hostname))) return
  throw unprocessable([
    {
      path: ['keys', 'url'],
      message: say('keys_elsewhere', { example: `${own[0]}/oauth2/jwks.json` })
    }
  ])
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)
}
