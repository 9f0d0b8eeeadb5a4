import type { ClaimPlace, ClaimRule } from '../../../model'
import { withAwaited, type Awaitable, type Store } from '../../../ports'
import { keepReading } from '../../keep-reading'
import type { ClaimLayer } from '../claim-layer'
import { asType, fillTemplate, type ClaimFacts } from './fill-template'

export interface ClaimRules {
  /** The rules of a place, in the order in which they are laid over each other; none is the usual case, and costs nothing. */
  at(place: ClaimPlace): Awaitable<readonly ClaimRule[]>
}

type ByPlace = Readonly<Record<ClaimPlace, readonly ClaimRule[]>>

/** The rules as they stand now: kept sorted in memory, and read again when one changed. */
export function createClaimRules({ claims, subscribe }: Pick<Store, 'claims' | 'subscribe'>): ClaimRules {
  const byPlace = keepReading({
    subscribe,
    of: ['claims'],
    make: async () => sortRules((await claims.list()).items)
  })
  return { at: (place) => withAwaited(byPlace(), (rules) => rules[place]) }
}

/** A rule for one client lies over one for all, so that the exception wins; otherwise the id decides, so that nothing is left to chance. */
function sortRules(rules: readonly ClaimRule[]): ByPlace {
  const sorted = [...rules].sort(
    (one, other) =>
      Number(one.client_id !== undefined) - Number(other.client_id !== undefined) ||
      (one.id < other.id ? -1 : 1)
  )
  const at = (place: ClaimPlace) => sorted.filter(({ places }) => places.includes(place))
  return { id_token: at('id_token'), access_token: at('access_token'), userinfo: at('userinfo') }
}

/** What the rules say of these facts: a layer for each that applies and has something to say. */
export function ruleLayers(rules: readonly ClaimRule[], facts: ClaimFacts): ClaimLayer[] {
  const layers: ClaimLayer[] = []
  for (const rule of rules) {
    if (!applies(rule, facts)) continue
    const value = rule.value ?? asType(fillTemplate(rule.template, facts), rule.type)
    if (value !== undefined)
      layers.push({ origin: { by: 'rule', id: rule.id }, claims: { [rule.name]: value } })
  }
  return layers
}

function applies({ client_id, scope }: ClaimRule, facts: ClaimFacts): boolean {
  if (client_id !== undefined && client_id !== facts.client.client_id) return false
  return scope === undefined || facts.scope.includes(scope)
}
