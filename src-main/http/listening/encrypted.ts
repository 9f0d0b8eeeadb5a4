import type { IncomingMessage } from 'node:http'
import type { Settings } from '../../model'
import type { Gate } from '../gates'
import { isFromTrustedProxy } from './trusted-proxies'

/** Requests that came to a server in between over TLS. */
const encryptedOnTheWay = new WeakSet<IncomingMessage>()

/** Whether a browser sent a request over TLS, to this server or to one in between: then cookies get `Secure` and a prefix. */
export function isEncrypted(request: IncomingMessage): boolean {
  return (
    ('encrypted' in request.socket && request.socket.encrypted === true) || encryptedOnTheWay.has(request)
  )
}

/**
 * Finds out what a server in between that ends TLS has made plain: a request that names the host of an https issuer was sent there, and of
 * others `X-Forwarded-Proto` tells, where the settings say that it can be believed. Whoever lies about it spoils no cookies but their own.
 */
export function createEncryption({
  settings,
  issuer
}: {
  settings: () => Pick<Settings, 'https'>
  issuer: () => string
}): Gate {
  let known = { issuer: '', host: '' }
  return (request) => {
    const current = issuer()
    if (known.issuer !== current) known = { issuer: current, host: secureHostOf(current) }
    const isIssuersHost = known.host !== '' && request.headers.host?.toLowerCase() === known.host
    const isBelieved = settings().https.behind_proxy || isFromTrustedProxy(request)
    if (isIssuersHost || (isBelieved && wasForwardedFromTls(request))) encryptedOnTheWay.add(request)
    return false
  }
}

/** Host and port of an https issuer as the Host header has them; empty: it is none. */
function secureHostOf(issuer: string): string {
  const { protocol, host } = new URL(issuer)
  return protocol === 'https:' ? host : ''
}

/** Of several servers in between the first one spoke to the browser. */
function wasForwardedFromTls({ headers }: IncomingMessage): boolean {
  const said = headers['x-forwarded-proto']
  const [first = ''] = (Array.isArray(said) ? said.join() : (said ?? '')).split(',')
  return first.trim().toLowerCase() === 'https'
}
