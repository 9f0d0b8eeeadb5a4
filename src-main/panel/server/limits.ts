import { LIMITED_LIFETIMES, type LimitedLifetime, type LimitUsage, type Peak } from '../../contract'
import { displayNameOf, type IssuedToken } from '../../model'
import type { Store } from '../../ports'
import type { PanelBase } from '../access/base'

type LimitsStore = Pick<
  Store,
  'tokens' | 'clients' | 'users' | 'authorizations' | 'authorizationCodes' | 'signInAttempts'
>

/** Of so many with the most records each is looked at closely. */
const CANDIDATES = 20
/** As many records as are read together. */
const AT_ONCE = 5000
const NOBODY: Peak = { count: 0 }

/** Every procedure of `limits`. */
export function createLimits(base: PanelBase, { store }: { store: LimitsStore }) {
  return {
    usage: base.limits.usage.handler(async (): Promise<LimitUsage> => {
      const [byClient, byUser, codes, clients, attempts] = await Promise.all([
        mostTokens(store, 'client_id', (id) => nameOfClient(store, id)),
        mostTokens(store, 'sub', (sub) => nameOfPerson(store, sub)),
        mostCodes(store),
        mostClients(store),
        mostAttempts(store)
      ])
      return {
        peaks: {
          tokens_per_client: byClient,
          tokens_per_user: byUser,
          codes_per_user: codes,
          clients_per_user: clients,
          sign_in_attempts: attempts
        },
        ownLifetimes: await ownLifetimes(store)
      }
    })
  }
}

/**
 * Who has most live tokens. Those that were replaced and those of a registration don't count against a limit, so whoever has the most records
 * need not have the most tokens: candidates are counted until none of the rest can have more.
 */
async function mostTokens(
  { tokens }: LimitsStore,
  index: 'client_id' | 'sub',
  nameOf: (value: string) => Promise<Peak['of']>
): Promise<Peak> {
  let best = { count: 0, value: '' }
  for (const { value, count } of await tokens.tallies(index, CANDIDATES)) {
    if (count <= best.count) break
    const live = (await tokens.find(index, value)).filter(countsAgainstLimit).length
    if (live > best.count) best = { count: live, value }
  }
  return best.count === 0 ? NOBODY : peak(best.count, await nameOf(best.value))
}

function countsAgainstLimit({ kind, rotated }: IssuedToken): boolean {
  return kind !== 'registration_access_token' && !rotated
}

/** Codes live for a minute, so there are few of them. */
async function mostCodes(store: LimitsStore): Promise<Peak> {
  const waiting = new Map<string, number>()
  for await (const codes of store.authorizationCodes.batches(AT_ONCE))
    for (const { authorization_id, spent } of codes) {
      const sub = spent ? undefined : (await store.authorizations.get(authorization_id))?.sub
      if (sub !== undefined) waiting.set(sub, (waiting.get(sub) ?? 0) + 1)
    }
  const [sub, count] = highest(waiting)
  return count === 0 ? NOBODY : peak(count, await nameOfPerson(store, sub))
}

async function mostClients({ clients }: LimitsStore): Promise<Peak> {
  const [most] = await clients.tallies('owner', 1)
  return most ? { count: most.count, of: { id: most.value, name: most.value } } : NOBODY
}

/** A name that was only tried out belongs to nobody; it may be a password in the wrong field, so it is not shown. */
async function mostAttempts({ signInAttempts, users }: LimitsStore): Promise<Peak> {
  const counts = new Map<string, number>()
  for await (const attempts of signInAttempts.batches(AT_ONCE))
    for (const { id, count } of attempts) {
      const [, account] = /^account:(.*)$/s.exec(id) ?? []
      if (account !== undefined) counts.set(account, count)
    }
  const [account, count] = highest(counts)
  const [user] = count === 0 ? [] : await users.find('login', account)
  return peak(count, user && { id: user.username, name: user.name || user.username })
}

async function ownLifetimes({ clients }: LimitsStore): Promise<Record<LimitedLifetime, number>> {
  const { items } = await clients.list()
  const withOwn = (name: LimitedLifetime) =>
    items.filter(({ lifetimes }) => lifetimes[name] !== undefined).length
  return Object.fromEntries(LIMITED_LIFETIMES.map((name) => [name, withOwn(name)])) as Record<
    LimitedLifetime,
    number
  >
}

async function nameOfClient({ clients }: LimitsStore, id: string): Promise<Peak['of']> {
  const client = await clients.get(id)
  return { id, name: client ? displayNameOf(client) : id }
}

async function nameOfPerson({ users }: LimitsStore, sub: string): Promise<Peak['of']> {
  const [user] = await users.find('sub', sub)
  return user && { id: user.username, name: user.name || user.username }
}

function highest(counts: ReadonlyMap<string, number>): readonly [string, number] {
  let best: readonly [string, number] = ['', 0]
  for (const entry of counts) if (entry[1] > best[1]) best = entry
  return best
}

function peak(count: number, of: Peak['of']): Peak {
  return { count, ...(of ? { of } : {}) }
}
