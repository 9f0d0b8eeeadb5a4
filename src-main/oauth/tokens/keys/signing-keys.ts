import {
  publicJwk,
  SIGNING_ALGORITHMS,
  type Jwk,
  type SigningAlgorithm,
  type SigningKey
} from '../../../model'
import type { Clock, Log, Store } from '../../../ports'
import { keepReading } from '../../keep-reading'
import { generateKey } from './generate-key'
import { idTokenLifetime } from '../id-token/id-token-lifetime'
import { prepareKey, type PreparedKey } from './prepared-key'

export interface SigningKeys {
  /** The key that signs now; made when there is none for the algorithm yet. */
  current(alg: SigningAlgorithm): Promise<SigningKey>
  /** The same, ready to sign. */
  prepared(alg: SigningAlgorithm): Promise<PreparedKey>
  /** Makes the key of the default algorithm when there is none yet, so that no request has to wait for it. */
  prepare(): Promise<void>
  /** The next key, or else a new one, signs from now on. The old one stays published until the last token that it signed has expired. */
  rotate(alg: SigningAlgorithm): Promise<SigningKey>
  /**
   * New keys for every algorithm that has one, and the old ones are gone at once: whatever they signed stops verifying, so that the JWT
   * access tokens among it end here too.
   */
  renewAll(): Promise<readonly SigningKey[]>
  /** What there is to know of every key that is published, without its private half: the newest of each algorithm first. */
  list(): Promise<readonly PublishedKey[]>
  /** The public halves of all keys that a token may still be signed with (RFC 7517 §5); the same list while they stay. */
  published(): Promise<readonly Jwk[]>
  /** The same with those that were replaced so long ago that all of their tokens have expired: for hints, which may be that old. */
  remembered(): Promise<readonly Jwk[]>
}

/** A key as the keys' page shows it. */
export interface PublishedKey {
  readonly kid: string
  readonly alg: SigningAlgorithm
  /** Signs now; else it was replaced and is published for what it signed, until `exp`. */
  readonly isCurrent: boolean
  /** When it was made, in seconds since 1970; a key that a profile brought may not say. */
  readonly iat?: number
  readonly exp?: number
  readonly jwk: Jwk
}

/** The keys that tokens are signed with. They live in the store and are made when they are first needed. */
export function createSigningKeys({
  keys,
  tokens,
  authorizations,
  clients,
  settings,
  writeConfiguration,
  subscribe,
  cores,
  clock,
  log
}: Pick<
  Store,
  'keys' | 'tokens' | 'authorizations' | 'clients' | 'settings' | 'writeConfiguration' | 'subscribe'
> & {
  cores: number
  clock: Clock
  log: Pick<Log, 'warn'>
}): SigningKeys {
  const prepared = new Map<string, PreparedKey>()
  const making = new Map<SigningAlgorithm, Promise<SigningKey>>()

  async function make(alg: SigningAlgorithm, after = 0): Promise<SigningKey> {
    const key = await generateKey(alg, Math.max(clock.nowSeconds(), after))
    await keys.insert(key)
    return key
  }

  /** Of servers that start together on one store, one makes the key and the others take it. */
  async function makeFirst(alg: SigningAlgorithm): Promise<SigningKey> {
    const wasSigned = (await keys.count()) === 0 && (await holdsSigned())
    const key = await generateKey(alg, clock.nowSeconds())
    await writeConfiguration((newest) => (newestOf(newest.find('keys', 'alg', alg)) ? {} : { keys: [key] }))
    const first = newestOf(await keys.find('alg', alg)) ?? key
    const isAlone = first.kid === key.kid && (await keys.count()) === 1
    if (wasSigned && isAlone)
      log.warn(
        'The data held no signing key. A new one was made; what an earlier one signed can no longer be verified',
        { alg }
      )
    return first
  }

  /** Whether something lives that a key signed: a JWT access token, or what may have brought an ID token. */
  async function holdsSigned(): Promise<boolean> {
    return (await tokens.lastEnd('format', 'jwt')) !== undefined || (await authorizations.count()) > 0
  }

  /** Those that something may still be signed with. */
  async function alive(): Promise<readonly SigningKey[]> {
    const now = clock.nowSeconds()
    return (await keys.list()).items.filter(({ exp }) => exp === undefined || exp > now)
  }

  const published = keepReading({
    subscribe,
    of: ['keys'],
    async make() {
      const since = clock.nowSeconds()
      const keys = await alive()
      return {
        since,
        until: Math.min(...keys.flatMap(({ exp }) => exp ?? [])),
        jwks: keys.map(publicJwk)
      }
    },
    // A test may put the clock back.
    holds: ({ since, until }) => since <= clock.nowSeconds() && clock.nowSeconds() < until
  })

  /** The key that stands ready, or a new one; it is the newest from now on. */
  async function successor(alg: SigningAlgorithm, after: number): Promise<SigningKey> {
    const ready = (await keys.find('alg', alg)).find(({ next }) => next)
    if (!ready) return make(alg, after)
    const iat = Math.max(clock.nowSeconds(), after)
    return keys.update(ready.kid, ({ next: _next, ...key }) => ({ ...key, iat }) as SigningKey)
  }

  async function current(alg: SigningAlgorithm): Promise<SigningKey> {
    const newest = newestOf(await keys.find('alg', alg))
    if (newest) return newest
    // Requests that come while it is being made wait for the same one.
    const made = making.get(alg) ?? makeFirst(alg).finally(() => making.delete(alg))
    making.set(alg, made)
    return made
  }

  /**
   * When the last of the signed tokens that are alive now ends, in seconds since 1970. ID tokens leave no record, so that the
   * longest life that one could have got is taken for theirs.
   */
  async function lastExpiry(): Promise<number> {
    const set = await settings.get()
    const lifetimes = (await clients.list()).items.map((client) => idTokenLifetime(client, set))
    const idTokens = clock.nowSeconds() + Math.max(set.lifetimes.id_token, ...lifetimes)
    return Math.max(idTokens, (await tokens.lastEnd('format', 'jwt')) ?? 0)
  }

  return {
    current,
    async prepared(alg) {
      const record = await current(alg)
      const known = prepared.get(record.kid)
      if (known?.record.d === record.d) return known
      const ready = prepareKey(record, cores)
      prepared.set(record.kid, ready)
      return ready
    },
    async prepare() {
      await current((await settings.get()).tokens.signing_alg)
    },
    async rotate(alg) {
      const old = newestOf(await keys.find('alg', alg))
      // Looked up first: where it can't be had, nothing has been done by halves.
      const exp = old && (await lastExpiry())
      const key = await successor(alg, old ? (old.iat ?? 0) + 1 : 0)
      if (old) await keys.update(old.kid, (record) => ({ ...record, exp }))
      return key
    },
    async renewAll() {
      const old = (await keys.list()).items
      const algorithms = new Set(old.map(({ alg }) => alg))
      algorithms.add((await settings.get()).tokens.signing_alg)
      const made = []
      for (const alg of algorithms)
        made.push(await make(alg, Math.max(0, ...old.map(({ iat }) => (iat ?? 0) + 1))))
      await keys.removeEach(old.map(({ kid }) => kid))
      prepared.clear()
      await tokens.removeWhere('format', 'jwt')
      return made
    },
    async list() {
      const all = [...(await alive())].sort(byAlgorithmAndAge)
      return all.map((key) => ({
        ...shown(key),
        isCurrent: key === newestOf(all.filter(({ alg }) => alg === key.alg))
      }))
    },
    published: async () => (await published()).jwks,
    remembered: async () => (await keys.list()).items.map(publicJwk)
  }
}

/** The newest that was not replaced; of two that were made in one second, always the same one. */
function newestOf(keys: readonly SigningKey[]): SigningKey | undefined {
  let newest: SigningKey | undefined
  for (const key of keys) {
    if (key.exp !== undefined || key.next) continue
    if (!newest || isNewer(key, newest)) newest = key
  }
  return newest
}

function byAlgorithmAndAge(key: SigningKey, other: SigningKey): number {
  if (key.alg !== other.alg)
    return SIGNING_ALGORITHMS.indexOf(key.alg) - SIGNING_ALGORITHMS.indexOf(other.alg)
  return isNewer(key, other) ? -1 : 1
}

function shown(key: SigningKey): Omit<PublishedKey, 'isCurrent'> {
  const { kid, alg, iat, exp } = key
  return {
    kid,
    alg,
    ...(iat !== undefined && { iat }),
    ...(exp !== undefined && { exp }),
    jwk: publicJwk(key)
  }
}

function isNewer(key: SigningKey, other: SigningKey): boolean {
  const difference = (key.iat ?? 0) - (other.iat ?? 0)
  return difference > 0 || (difference === 0 && key.kid > other.kid)
}
