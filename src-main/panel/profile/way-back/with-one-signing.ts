import type { SigningKey } from '../../../model'
import type { Store } from '../../../ports'

/** Of each algorithm one key signs and one is the next: of those that come back together the newest. The others are published for what they signed. */
export async function withOneSigning(
  store: Pick<Store, 'clients' | 'settings' | 'tokens'>,
  keys: readonly SigningKey[],
  nowSeconds: number
): Promise<readonly SigningKey[]> {
  const isOlder = (key: SigningKey) =>
    key.exp === undefined && keys.some((other) => haveOnePlace(key, other) && isNewer(other, key))
  if (!keys.some(isOlder)) return keys
  const exp = await lastExpiry(store, nowSeconds)
  return keys.map((key) => {
    if (!isOlder(key)) return key
    const { next: _next, ...rest } = key
    return { ...rest, exp } as SigningKey
  })
}

const haveOnePlace = (key: SigningKey, other: SigningKey) =>
  other.alg === key.alg && other.exp === undefined && other.next === key.next

function isNewer(key: SigningKey, other: SigningKey): boolean {
  const difference = (key.iat ?? 0) - (other.iat ?? 0)
  return difference > 0 || (difference === 0 && key.kid > other.kid)
}

/** When the last token ends that any key may have signed; ID tokens leave no record. */
async function lastExpiry(
  { clients, settings, tokens }: Pick<Store, 'clients' | 'settings' | 'tokens'>,
  nowSeconds: number
): Promise<number> {
  const { id_token } = (await settings.get()).lifetimes
  const lifetimes = (await clients.list()).items.map((client) => client.lifetimes.id_token ?? id_token)
  return Math.max(nowSeconds + Math.max(id_token, ...lifetimes), (await tokens.lastEnd('format', 'jwt')) ?? 0)
}
