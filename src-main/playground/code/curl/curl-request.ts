import type { RawRequest } from '../../../contract'
import { say } from '../../../model'
import { formEncode } from '../../form-encode'
import { RequestNotBuilt } from '../../request-not-built'
import { shellCommands } from './shell-words'

/** A curl command, taken apart. */
export interface CurlRequest {
  readonly request: RawRequest
  /** Options that a request has no place for, as they were written. */
  readonly ignored: readonly string[]
}

/** What the options have said so far. */
interface Told {
  method?: string
  url?: string
  readonly headers: [string, string][]
  readonly data: string[]
  isGet: boolean
  readonly ignored: string[]
}

/** Short options by their long names. */
const SHORT: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  u: 'user',
  G: 'get',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  o: 'output',
  m: 'max-time',
  x: 'proxy',
  F: 'form',
  E: 'cert',
  w: 'write-out'
}
/** Options that say nothing about the request. */
const QUIET = [
  'silent',
  'show-error',
  'include',
  'verbose',
  'location',
  'insecure',
  'compressed',
  'fail',
  's',
  'S',
  'i',
  'v',
  'L',
  'k',
  'f'
]
/** Options with a value that the request has no place for. */
const VALUED = [
  'output',
  'max-time',
  'proxy',
  'cert',
  'key',
  'cacert',
  'connect-timeout',
  'write-out',
  'cookie',
  'form'
]

/** How an option with a value changes what was told. */
const TAKE: Readonly<Record<string, (told: Told, value: string) => void>> = {
  request: (told, value) => (told.method = value.toUpperCase()),
  url: (told, value) => (told.url = value),
  header: (told, value) => {
    const colon = value.indexOf(':')
    if (colon > 0) told.headers.push([value.slice(0, colon).trim(), value.slice(colon + 1).trim()])
  },
  user: (told, value) =>
    told.headers.push(['Authorization', `Basic ${Buffer.from(value).toString('base64')}`]),
  'user-agent': (told, value) => told.headers.push(['User-Agent', value]),
  referer: (told, value) => told.headers.push(['Referer', value]),
  data: (told, value) => told.data.push(value.replace(/[\r\n]/g, '')),
  'data-ascii': (told, value) => told.data.push(value),
  'data-raw': (told, value) => told.data.push(value),
  'data-binary': (told, value) => told.data.push(value),
  'data-urlencode': (told, value) => told.data.push(encodeAfterName(value))
}

/** Reads the first curl command of a text. Throws RequestNotBuilt where there is none. */
export function readCurl(text: string): CurlRequest {
  const command = shellCommands(text).find((words) => words.some(isCurl))
  if (!command) throw notBuilt(say('curl_missing'))
  const told: Told = { headers: [], data: [], isGet: false, ignored: [] }
  const words = command.slice(command.findIndex(isCurl) + 1)
  while (words.length > 0) takeWord(told, words)
  return { request: requestOf(told), ignored: told.ignored }
}

const isCurl = (word: string) => /^(.*[/\\])?curl(\.exe)?$/i.test(word)

function takeWord(told: Told, words: string[]): void {
  const word = words.shift()!
  if (word.startsWith('--'))
    return takeOption(told, word.slice(2).split('=')[0]!, words, valueAfterEquals(word))
  if (word.startsWith('-') && word.length > 1) return takeShort(told, word.slice(1), words)
  told.url ??= word
}

function valueAfterEquals(word: string): string | undefined {
  const equals = word.indexOf('=')
  return equals === -1 ? undefined : word.slice(equals + 1)
}

/** Short options may stand together; the value of the last one may stand right behind it. */
function takeShort(told: Told, letters: string, words: string[]): void {
  for (let at = 0; at < letters.length; at += 1) {
    const letter = letters[at]!
    const name = SHORT[letter]
    if (name === undefined) takeOption(told, letter, words, undefined)
    else if (name === 'get') told.isGet = true
    else return takeOption(told, name, words, letters.slice(at + 1) || undefined)
  }
}

function takeOption(told: Told, name: string, words: string[], given: string | undefined): void {
  const take = TAKE[name]
  if (take) return take(told, given ?? words.shift() ?? '')
  if (name === 'get') told.isGet = true
  else if (VALUED.includes(name)) told.ignored.push(`--${name} ${given ?? words.shift() ?? ''}`)
  else if (!QUIET.includes(name)) told.ignored.push(name.length === 1 ? `-${name}` : `--${name}`)
}

/** `name=content` and `=content` of --data-urlencode: the name stands as it is. */
function encodeAfterName(value: string): string {
  const equals = value.indexOf('=')
  if (equals === -1) return formEncode(value)
  return `${value.slice(0, equals + 1)}${formEncode(value.slice(equals + 1))}`.replace(/^=/, '')
}

function requestOf({ method, url, headers, data, isGet }: Told): RawRequest {
  const address = url === undefined ? undefined : withScheme(url)
  if (address === undefined || !URL.canParse(address)) throw notBuilt(say('curl_addressless'))
  const body = data.join('&')
  const target = isGet && body ? `${address}${address.includes('?') ? '&' : '?'}${body}` : address
  const sent = isGet ? '' : body
  const pairs = [...new URL(target).searchParams, ...new URLSearchParams(sent)]
  return {
    method: method ?? (sent ? 'POST' : 'GET'),
    url: target,
    headers,
    body: sent,
    parameters: pairs.map(([name, value]) => ({ name, value }))
  }
}

/** curl takes an address without a scheme for http. */
function withScheme(url: string): string {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`
}

function notBuilt(message: string): RequestNotBuilt {
  return new RequestNotBuilt([{ path: ['command'], message }])
}
