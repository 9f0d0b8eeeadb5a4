import { publicJwk, type Jwk, type SigningAlgorithm, type SigningKey } from '../../model'
import type { Clock, Store } from '../../ports'
import { generateKey } from './generate-key'
import { idTokenLifetime } from './id-token-lifetime'
import { prepareKey, type PreparedKey } from './prepared-key'

export interface SigningKeys {
  /** The key that signs now; made when there is none for the algorithm yet. */
  current(alg: SigningAlgorithm): Promise<SigningKey>
  /** The same, ready to sign. */
  prepared(alg: SigningAlgorithm): Promise<PreparedKey>
  /** Makes the key of the default algorithm when there is none yet, so that no request has to wait for it. */
  prepare(): Promise<void>
  /** A new key signs from now on. The old one stays published until the last token that it signed has expired. */
  rotate(alg: SigningAlgorithm): Promise<SigningKey>
  /** New keys for every algorithm that has one, and the old ones are gone at once: whatever they signed stops verifying. */
  renewAll(): Promise<readonly SigningKey[]>
  /** The public halves of all keys that a token may still be signed with (RFC 7517 §5). */
  published(): Promise<readonly Jwk[]>
}

/** The keys that tokens are signed with. They live in the store and are made when they are first needed. */
export function createSigningKeys({
  keys,
  tokens,
  clients,
  settings,
  clock
}: Pick<Store, 'keys' | 'tokens' | 'clients' | 'settings'> & { clock: Clock }): SigningKeys {
  const prepared = new Map<string, PreparedKey>()
  const making = new Map<SigningAlgorithm, Promise<SigningKey>>()

  async function make(alg: SigningAlgorithm, after = 0): Promise<SigningKey> {
    const key = await generateKey(alg, Math.max(clock.nowSeconds(), after))
    await keys.insert(key)
    return key
  }

  async function current(alg: SigningAlgorithm): Promise<SigningKey> {
    const newest = newestOf(await keys.find('alg', alg))
    if (newest) return newest
    // Requests that come while it is being made wait for the same one.
    const made = making.get(alg) ?? make(alg).finally(() => making.delete(alg))
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
    const { items } = await tokens.list()
    return items.reduce(
      (last, token) => (token.format === 'jwt' ? Math.max(last, token.exp) : last),
      idTokens
    )
  }

  return {
    current,
    async prepared(alg) {
      const record = await current(alg)
      const known = prepared.get(record.kid)
      if (known?.record.d === record.d) return known
      const ready = prepareKey(record)
      prepared.set(record.kid, ready)
      return ready
    },
    async prepare() {
      await current((await settings.get()).tokens.signing_alg)
    },
    async rotate(alg) {
      const old = newestOf(await keys.find('alg', alg))
      const key = await make(alg, old ? (old.iat ?? 0) + 1 : 0)
      if (old) {
        const exp = await lastExpiry()
        await keys.update(old.kid, (record) => ({ ...record, exp }))
      }
      return key
    },
    async renewAll() {
      const old = (await keys.list()).items
      const algorithms = new Set(old.map(({ alg }) => alg))
      algorithms.add((await settings.get()).tokens.signing_alg)
      const made = []
      for (const alg of algorithms)
        made.push(await make(alg, Math.max(0, ...old.map(({ iat }) => (iat ?? 0) + 1))))
      for (const { kid } of old) await keys.remove(kid)
      prepared.clear()
      return made
    },
    async published() {
      const { items } = await keys.list()
      const now = clock.nowSeconds()
      return items.filter((key) => key.exp === undefined || key.exp > now).map(publicJwk)
    }
  }
}

/** The newest that was not replaced; of two that were made in one second, always the same one. */
function newestOf(keys: readonly SigningKey[]): SigningKey | undefined {
  let newest: SigningKey | undefined
  for (const key of keys) {
    if (key.exp !== undefined) continue
    if (!newest || isNewer(key, newest)) newest = key
  }
  return newest
}

function isNewer(key: SigningKey, other: SigningKey): boolean {
  const difference = (key.iat ?? 0) - (other.iat ?? 0)
  return difference > 0 || (difference === 0 && key.kid > other.kid)
}
