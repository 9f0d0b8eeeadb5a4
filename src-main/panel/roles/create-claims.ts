import type { ShownClaim } from '../../contract'
import { claimRuleSchema, say, type ClaimRule } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { RestorePoint } from '../profile'
import { issuesOf } from '../access/issues'
import { refusal, unprocessable } from '../access/refusal'

interface ClaimsDependencies {
  readonly store: ClaimsStore
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
}
type ClaimsStore = Pick<Store, 'claims' | 'clients'>

/** Every procedure of `claims`. */
export function createClaims(base: PanelBase, { store, restorePoint }: ClaimsDependencies) {
  return {
    list: base.claims.list.handler(async ({ input: { client_id, scope, place, ...page } }) => {
      const conditions = Object.entries({ client_id, scope, place }) as ['client_id', string | undefined][]
      const where = conditions.flatMap(([index, value]) => (value === undefined ? [] : [{ index, value }]))
      const { items, total } = await store.claims.list({ ...page, where, sort: { by: 'name' } })
      return { items: items.map(shown), total }
    }),

    get: base.claims.get.handler(async ({ input }) => {
      const rule = await store.claims.get(input.id)
      if (!rule) throw refusal('NOT_FOUND', say('no_such_claim'))
      return shown(rule)
    }),

    create: base.claims.create.handler(async ({ input }) => {
      await requireClient(store, input.client_id)
      const rule = parseRule({ ...input, id: input.id ?? (await freeId(store, input.name)) })
      await store.claims.insert(rule)
      return shown(rule)
    }),

    update: base.claims.update.handler(async ({ input: { params, body } }) => {
      await requireClient(store, body.client_id)
      return shown(await store.claims.update(params.id, (rule) => parseRule({ ...rule, ...defined(body) })))
    }),

    remove: base.claims.remove.handler(async ({ input }) => {
      const rule = await store.claims.get(input.id)
      if (!rule) throw refusal('NOT_FOUND', say('no_such_claim'))
      await restorePoint.beforeRemoving({ claims: [rule] })
      await store.claims.remove(input.id)
    })
  }
}

function shown(rule: ClaimRule): ShownClaim {
  return { ...rule, places: [...rule.places] }
}

/** A rule as it is written down, or the contract's error with every fault by its field; null takes a field away. */
function parseRule(record: Readonly<Record<string, unknown>>): ClaimRule {
  const input = Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined && value !== null)
  )
  const parsed = claimRuleSchema.safeParse(input)
  if (parsed.success) return parsed.data
  throw unprocessable(issuesOf(claimRuleSchema, parsed.error, input))
}

function defined(changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
}

/** The name itself, or with a number where other rules make the same claim. */
async function freeId({ claims }: ClaimsStore, name: string): Promise<string> {
  let id = name
  for (let number = 2; await claims.get(id); number += 1) id = `${name}-${number}`
  return id
}

async function requireClient({ clients }: ClaimsStore, client_id: string | null | undefined): Promise<void> {
  if (client_id === undefined || client_id === null || (await clients.get(client_id))) return
  throw unprocessable([{ path: ['client_id'], message: say('client_unknown', { name: client_id }) }])
}
