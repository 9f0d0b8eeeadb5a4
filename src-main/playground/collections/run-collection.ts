import type {
  Collection,
  CollectionRequest,
  CollectionResult,
  Draft,
  PlaygroundExchange,
  RequestResult,
  StandInChoice
} from '../../contract'
import type { Clock, Random } from '../../ports'
import type { RanAll, RunAll } from '../engine/run-all'
import type { Asked } from '../plan/plan'
import { membersOf } from '../sending/members-of'
import { draftOfRequest } from './draft-of-request'
import type { Variables } from './fill-variables'
import { judgeRequest, notMade } from './judge-request'

const TOKENS = ['access_token', 'refresh_token', 'id_token', 'code'] as const

/** What is run, and as what. */
export interface CollectionOrder {
  readonly id: string
  readonly collection: Collection
  /** Another issuer; left out: this server, whose address is `ownIssuer`. */
  readonly issuer?: string
  readonly variables: Readonly<Record<string, string>>
  /** The names of those to run; left out: all. */
  readonly only?: readonly string[]
}

export type CollectionRunner = (
  order: CollectionOrder,
  /** Puts a draft together with whoever asks; rejects where they may not, or not in the name of that person. */
  askedFor: (draft: Draft, as: StandInChoice | undefined) => Promise<Asked>
) => Promise<CollectionResult>

/** Sends the requests of a collection one after the other; what can't be sent has failed, and the rest goes on. */
export function createCollectionRunner(dependencies: {
  runAll: RunAll
  clock: Clock
  random: Random
  issuer: () => string
}): CollectionRunner {
  const { runAll, clock, random, issuer: ownIssuer } = dependencies

  return async ({ id, collection, issuer, variables, only }, askedFor) => {
    const at = clock.nowMs()
    const target = issuer === ownIssuer() ? undefined : issuer
    let last: Variables = {}

    async function runOne(request: CollectionRequest): Promise<RequestResult> {
      const begun = clock.nowMs()
      const exchanges: PlaygroundExchange[] = []
      const known = { issuer: issuer ?? ownIssuer(), ...collection.variables, ...variables, ...last }
      const judged = await (async () => {
        const { draft, as, expect } = draftOfRequest(request, known, target)
        const ran = await runAll(await askedFor(draft, as), as)
        exchanges.push(...ran.exchanges)
        last = { ...last, ...lastOf(ran) }
        const idToken = ran.run?.callback?.parameters.find(({ name }) => name === 'id_token')?.value
        return judgeRequest({ ...request, ...(expect && { expect }) }, ran.exchanges, idToken)
      })().catch(notMade)
      return {
        name: request.name,
        ok: judged.failures.length === 0,
        ...(request.mutation && { mutation: request.mutation }),
        ...judged,
        durationMs: clock.nowMs() - begun,
        exchanges: exchanges.map((exchange) => exchange.id)
      }
    }

    const results: RequestResult[] = []
    for (const request of collection.requests)
      if (!only || only.includes(request.name)) results.push(await runOne(request))
    const failed = results.filter(({ ok }) => !ok).length
    return {
      id: random.uuid(),
      collection: id,
      issuer: issuer ?? ownIssuer(),
      at,
      durationMs: results.reduce((sum, { durationMs }) => sum + durationMs, 0),
      passed: results.length - failed,
      failed,
      results
    }
  }
}

/** The latest tokens, as `last.access_token` and so on. */
function lastOf({ run, exchanges }: RanAll): Variables {
  const atRedirectUri = (run?.callback?.parameters ?? []).map(({ name, value }) => [name, value] as const)
  const atTokenEndpoint = exchanges.flatMap(({ response }) =>
    response ? Object.entries(membersOf(response)) : []
  )
  const told = [...atRedirectUri, ...atTokenEndpoint].filter(([name]) =>
    (TOKENS as readonly string[]).includes(name)
  )
  return Object.fromEntries(
    told.flatMap(([name, value]) => (typeof value === 'string' ? [[`last.${name}`, value]] : []))
  )
}
