import type { PlaygroundExchange, RecentToken } from '../../contract'
import { readExchange, seenTokens, type CarriedToken, type Entry, type Inspector } from '../../inspector'
import { hasAccess, say } from '../../model'
import type { Playground } from '../../playground'
import { accessOf, type Actor } from '../access/context'
import { nameOf } from '../playground/access'
import { refusal } from '../access/refusal'

export interface RecentTokensDependencies {
  readonly inspector: Pick<Inspector, 'entries' | 'get'>
  readonly playground: Pick<Playground, 'transcript'>
}

/** Tokens that are listed, and exchanges that are looked through for them: taking one apart costs something. */
const LISTED = 20
const LOOKED_THROUGH = 500

type FullToken = RecentToken & { readonly token: string }

/** The tokens that passed lately, each once: one's own of the playground in full, those of the traffic masked and for moderators. */
export function createRecentTokens({ inspector, playground }: RecentTokensDependencies) {
  return {
    list(actor: Actor): RecentToken[] {
      const own = playground.transcript(nameOf(actor)).flatMap(ofExchange)
      const passed = hasAccess(accessOf(actor), 'moderator') ? latest(inspector.entries()) : []
      const known = new Set(own.map(({ token }) => token))
      const others = once(passed).filter(({ token }) => !known.has(token))
      return [...once(own), ...others.map(masked)].sort((one, other) => other.at - one.at).slice(0, LISTED)
    },

    /** The characters of a token of the traffic. Throws NOT_FOUND. */
    reveal(id: string): string {
      const [exchange, at] = id.split('.').map(Number)
      const entry = inspector.get(exchange ?? 0)
      const token = entry && ofEntry(entry)[at ?? 0]?.token
      if (token !== undefined) return token
      throw refusal('NOT_FOUND', say('token_gone'))
    }
  }
}

function latest(entries: readonly Entry[]): FullToken[] {
  return entries.slice(-LOOKED_THROUGH).reverse().flatMap(ofEntry)
}

function ofEntry({ exchange, raw }: Entry): FullToken[] {
  if (!raw) return []
  return seenTokens(readExchange(raw)).map(({ name, token, format }: CarriedToken, at) => ({
    id: `${exchange.id}.${at}`,
    at: exchange.at,
    source: 'traffic',
    name,
    format,
    ...(exchange.client_id !== undefined && { client_id: exchange.client_id }),
    token,
    masked: false
  }))
}

const NAMES = ['id_token', 'access_token', 'refresh_token'] as const

/** The tokens of an answer to the playground (RFC 6749 §5.1), and those that a browser brought back (OpenID Connect Core §3.2.2.5). */
function ofExchange({ id, at, draft, response, rawResponse = '' }: PlaygroundExchange): FullToken[] {
  const members = response ? membersOf(response.body) : new Map(new URLSearchParams(rawResponse))
  return NAMES.flatMap((name) => {
    const token = members.get(name)
    if (typeof token !== 'string' || token === '') return []
    const format = token.split('.').length > 2 ? ('jwt' as const) : ('opaque' as const)
    const from = { source: 'playground' as const, client_id: draft.client_id }
    return [{ id: `${id}.${name}`, at, ...from, name, format, token, masked: false }]
  })
}

function membersOf(body: string): ReadonlyMap<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return new Map(Object.entries(typeof value === 'object' && value !== null ? value : {}))
  } catch {
    // An answer that is no JSON holds no token.
    return new Map()
  }
}

/** The first of those that are the same. */
function once(tokens: readonly FullToken[]): FullToken[] {
  const seen = new Set<string>()
  return tokens.filter(({ token }) => !seen.has(token) && seen.add(token))
}

/** A JWT without its signature can be read and opens nothing; of an opaque token nothing may be left. */
function masked({ token, format, ...rest }: FullToken): RecentToken {
  if (format === 'opaque') return { ...rest, format, masked: true }
  const parts = token.split('.')
  const readable = parts.length === 5 ? `${parts[0]}....` : `${parts[0]}.${parts[1]}.`
  return { ...rest, format, token: readable, masked: true }
}
