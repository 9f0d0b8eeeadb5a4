import { hash } from 'node:crypto'
import type { Entry } from '../entry'
import { answeredIn, presentedIn, sentIn, type Pair } from './exchange-parts'

/** Names under which the same value turns up on both sides of a flow, and the kind that they are of. */
const LINKS: Readonly<Record<string, string>> = {
  code: 'code',
  access_token: 'token',
  refresh_token: 'token',
  token: 'token',
  id_token: 'token',
  id_token_hint: 'token',
  subject_token: 'token',
  actor_token: 'token',
  registration_access_token: 'token',
  request_uri: 'request_uri',
  device_code: 'device_code',
  user_code: 'user_code',
  interaction: 'interaction'
}

/** Most texts hold no such name, and need not be read. */
const NAMED = new RegExp(String.raw`\b(?:${Object.keys(LINKS).join('|')}|state)["=]`)
const mayLink = (text: string): boolean => text !== '' && NAMED.test(text)

/** Which exchanges belong together: by code, token, state, device, interaction. */
export interface Flows {
  /** The flow of an exchange, by the id of its first one. */
  flowOf(entry: Entry): number
  /** Finds the place of an exchange; to be told in the order in which they came. */
  place(entry: Entry): void
  forget(): void
}

export function createFlows(): Flows {
  const flowOfLink = new Map<string, number>()
  const flowOfExchange = new Map<number, number>()
  /** Flows that turned out to be part of an earlier one. */
  const partOf = new Map<number, number>()

  function rootOf(flow: number): number {
    const earlier = partOf.get(flow)
    return earlier === undefined ? flow : rootOf(earlier)
  }

  function place(entry: Entry): void {
    const { id } = entry.exchange
    const links = linksOf(entry)
    const roots: number[] = []
    for (const link of links) {
      const known = flowOfLink.get(link)
      if (known !== undefined) roots.push(rootOf(known))
    }
    const flow = Math.min(id, ...roots)
    for (const root of roots) if (root !== flow) partOf.set(root, flow)
    for (const link of links) flowOfLink.set(link, flow)
    // What begins a flow is found by its own id.
    if (flow !== id) flowOfExchange.set(id, flow)
  }

  return {
    flowOf: ({ exchange: { id } }) => rootOf(flowOfExchange.get(id) ?? id),
    place,
    forget() {
      for (const map of [flowOfLink, flowOfExchange, partOf]) map.clear()
    }
  }
}

function linksOf({ exchange, raw }: Entry): string[] {
  if (!raw) return []
  const [sent, presented] = [sentIn(raw, mayLink), presentedIn(raw)]
  const named = [...sent, ...answeredIn(raw, mayLink)].flatMap(linkOf)
  const state = exchange.client_id === undefined ? undefined : sent.find(([name]) => name === 'state')
  return [
    ...named,
    ...(presented === undefined ? [] : [linkTo('token', presented)]),
    ...(state ? [linkTo(`state of ${exchange.client_id}`, state[1])] : [])
  ]
}

function linkOf([name, value]: Pair): string[] {
  const kind = Object.hasOwn(LINKS, name) ? LINKS[name] : undefined
  if (kind === undefined || value === '') return []
  // A person types the separators of a user code as they like (RFC 8628 §6.1).
  const written = kind === 'user_code' ? value.replace(/[^a-z0-9]/gi, '').toUpperCase() : value
  return [linkTo(kind, written)]
}

/** Short, and without what it stands for. */
function linkTo(kind: string, value: string): string {
  return hash('sha256', `${kind}\n${value}`, 'base64').slice(0, 16)
}
