import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns'
import { request as requestHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { KeySetError } from '../ports'
import { describeNetworkError } from './network-error'
import { isPrivateAddress } from './private-address'

const TIMEOUT_MS = 5_000
const MAX_BYTES = 64 * 1024

/**
 * The text of a JSON document at an http or https URL: no redirects, 64 KiB and five seconds at most, and nothing at a private
 * address unless that is allowed. Throws KeySetError.
 */
export async function fetchDocument(
  address: string,
  { allowPrivateAddresses }: { allowPrivateAddresses: boolean }
): Promise<string> {
  const url = new URL(address)
  const send = { 'http:': requestHttp, 'https:': requestHttps }[url.protocol]
  if (!send) throw new KeySetError(`only http and https are fetched, not ${url.protocol.slice(0, -1)}`)
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  // An address that is written out is never looked up, so it is checked here.
  if (!allowPrivateAddresses && isIP(literal) && isPrivateAddress(literal)) throw privateAddress(literal)
  try {
    const response = await open(send, url, {
      lookup: allowPrivateAddresses ? undefined : lookUpPublic,
      headers: { Accept: 'application/jwk-set+json, application/json' },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MS)
    })
    return await readText(response)
  } catch (error) {
    if (error instanceof KeySetError) throw error
    throw new KeySetError(describeNetworkError(error, { url, timeoutMs: TIMEOUT_MS }), { cause: error })
  }
}

function open(send: typeof requestHttp, url: URL, options: RequestOptions): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    send(url, options, resolve).on('error', reject).end()
  })
}

async function readText(response: IncomingMessage): Promise<string> {
  if (response.statusCode !== 200) {
    response.destroy()
    throw new KeySetError(`the answer is ${response.statusCode} instead of 200; redirects are not followed`)
  }
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length
    // Leaving the loop closes the connection.
    if (length > MAX_BYTES) throw new KeySetError(`the document has more than ${MAX_BYTES / 1024} KiB`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
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
  if (!first) callback(new KeySetError('the host name has no address'), '')
  else if (all) callback(null, [...addresses])
  else callback(null, first.address, first.family)
}

function privateAddress(address: string): KeySetError {
  return new KeySetError(
    `${address} is a private address, and outbound.private_addresses does not allow this server to ask there`
  )
}
