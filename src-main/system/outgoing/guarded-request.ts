import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPrivateAddress } from './private-address'

/** What a request of ours asks. Its failures are Errors that say everything: they are for the log. */
export interface GuardedRequest {
  readonly method: 'GET' | 'POST'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly allowPrivateAddresses: boolean
  readonly signal: AbortSignal
}

/**
 * Sends a request to an http or https address, and nothing to a private one unless that is allowed: the check is made on the
 * address that the connection goes to. Redirects are not followed.
 */
export async function sendGuarded(request: GuardedRequest): Promise<IncomingMessage> {
  const { url, method, headers, body, allowPrivateAddresses, signal } = request
  const open = { 'http:': requestHttp, 'https:': requestHttps }[url.protocol]
  if (!open) throw new Error(`only http and https are asked, not ${url.protocol.slice(0, -1)}`)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // An address that is written out is never looked up, so it is checked here.
  if (!allowPrivateAddresses && isIP(literal) && isPrivateAddress(literal)) throw privateAddress(literal)
  const lookup = allowPrivateAddresses ? undefined : lookUpPublic
  return send(open, url, { method, headers, lookup, agent: false, signal }, body)
}

function send(
  open: typeof requestHttp,
  url: URL,
  options: RequestOptions,
  body: string | undefined
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    open(url, options, resolve).on('error', reject).end(body)
  })
}

/** Looks a name up and hands on public addresses only. The connection goes to what is handed on here, so it can't change in between. */
const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  const all: LookupOptions & { all: true } = { ...options, all: true }
  lookUp(hostname, all, (error, addresses) => {
    if (error) return callback(error, '')
    const found = addresses.find(({ address }) => isPrivateAddress(address))
    if (found) return callback(privateAddress(found.address), '')
    handOn(addresses, options.all === true, callback)
  })
}

function handOn(
  addresses: readonly LookupAddress[],
  all: boolean,
  callback: Parameters<LookupFunction>[2]
): void {
  const [first] = addresses
  if (!first) callback(new Error('the host name has no address'), '')
  else if (all) callback(null, [...addresses])
  else callback(null, first.address, first.family)
}

function privateAddress(address: string): Error {
  return new Error(
    `${address} is a private address, and outbound.private_addresses does not allow this server to ask there`
  )
}
