import { contentTypeIn, headerIn, headerLines, type HeaderLines, type RawExchange } from '../raw-exchange'

export type Pair = readonly [name: string, value: string]

/** What an exchange says, read once somebody looks. */
export interface ExchangeParts {
  readonly requestHeaders: HeaderLines
  readonly answerHeaders: HeaderLines
  /** The parameters of the query and of a form or JSON body. */
  readonly sent: readonly Pair[]
  /** What the answer carries: members of JSON, parameters of the address that it leads to, hidden fields of a page. */
  readonly answered: readonly Pair[]
  /** The token that the Authorization header carries. */
  readonly presented?: string
}

/** Takes an exchange apart. What is malformed is left out: it was refused for that already. */
export function readExchange(raw: RawExchange): ExchangeParts {
  const presented = presentedIn(raw)
  return {
    requestHeaders: headerLines(raw.requestHeaders),
    answerHeaders: headerLines(raw.answerHeaders),
    sent: sentIn(raw),
    answered: answeredIn(raw),
    ...(presented !== undefined && { presented })
  }
}

/** What was sent; a text that isn't `worth` it is not read. */
export function sentIn(raw: RawExchange, worth = isWorth): Pair[] {
  const [query, body] = [queryOf(raw.target), raw.requestBody]
  const pairs = worth(query) ? formPairs(query) : []
  return worth(body) ? [...pairs, ...bodyPairs(body, contentTypeIn(raw.requestHeaders))] : pairs
}

/** What the answer carries; a text that isn't `worth` it is not read. */
export function answeredIn(raw: RawExchange, worth = isWorth): Pair[] {
  const [address, body] = [locationOf(raw), raw.answerBody]
  const pairs = worth(address) ? addressPairs(address) : []
  return worth(body) ? [...pairs, ...bodyPairs(body, contentTypeIn(raw.answerHeaders))] : pairs
}

const isWorth = (text: string): boolean => text !== ''

/** The token that the Authorization header carries. */
export function presentedIn({ requestHeaders }: RawExchange): string | undefined {
  const authorization = headerIn(requestHeaders, 'authorization')
  return authorization && /^(?:Bearer|DPoP) +(\S+)$/i.exec(authorization)?.[1]
}

function locationOf({ answerHeaders }: RawExchange): string {
  return headerIn(answerHeaders, 'location') ?? ''
}

/** The first value of a name. */
export function valueOf(pairs: readonly Pair[], name: string): string | undefined {
  return pairs.find(([one]) => one === name)?.[1]
}

function queryOf(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? '' : target.slice(mark + 1)
}

function formPairs(text: string): Pair[] {
  return text === '' ? [] : [...new URLSearchParams(text)]
}

function bodyPairs(body: string, contentType: string): Pair[] {
  if (contentType.startsWith('application/x-www-form-urlencoded')) return formPairs(body)
  if (contentType.startsWith('application/json')) return jsonPairs(body)
  if (contentType.startsWith('text/html')) return hiddenPairs(body)
  return []
}

function jsonPairs(body: string): Pair[] {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null) return []
    return Object.entries(value).flatMap(([name, one]) =>
      typeof one === 'string' ? [[name, one] as const] : []
    )
  } catch {
    return []
  }
}

/** A query and a fragment both: RFC 6749 §4.1.2, §4.2.2. */
function addressPairs(address: string): Pair[] {
  const [beforeFragment = '', fragment = ''] = address.split('#', 2)
  return [...formPairs(queryOf(beforeFragment)), ...formPairs(fragment)]
}

/** Our own pages write their hidden fields in one way (OAuth 2.0 Form Post Response Mode §2 among them). */
function hiddenPairs(html: string): Pair[] {
  const found = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)
  return [...found].map(([, name = '', value = '']) => [name, value] as const)
}
