import { hasDocumentedPassword, type User } from '../../model'
import { StoreError, type Log, type PasswordHasher, type Store } from '../../ports'

/** A person as they stood with the clear password, and with its hash. */
export type TellHashed = (before: User, after: User) => Promise<void>

export interface PendingPasswords {
  /** Puts a hash in the place of a clear password, unless it was changed meanwhile. */
  hashOne(user: User): Promise<void>
  /** Hashes every clear password, one at a time, until `signal` aborts, and writes what it hashed; resolves to whether none is left. */
  hashAll(signal?: AbortSignal): Promise<boolean>
}

/** Writes of one round at most: each may write the whole configuration anew, which takes longer than a bcrypt where there are many people. */
const WRITES = 100

/**
 * Passwords that a profile brought in clear. Hashing 100,000 of them takes hours, so it happens in the background,
 * or when one is used for the first time.
 */
export function createPendingPasswords(dependencies: {
  store: Pick<Store, 'users'>
  hasher: PasswordHasher
  log: Log
  tellHashed?: TellHashed
}): PendingPasswords {
  const { store, hasher, log, tellHashed } = dependencies
  let running: Promise<boolean> | undefined

  async function hashOne(user: User): Promise<void> {
    const put = await hashed(user)
    await put()
  }

  /** How to write the hash of a person's clear password. */
  async function hashed(user: User): Promise<() => Promise<void>> {
    const clear = user.password
    if (clear === undefined || !isWaiting(user)) return async () => undefined
    const password_hash = await hasher.hash(clear)
    return () => put(user, clear, password_hash)
  }

  async function put(user: User, clear: string, password_hash: string): Promise<void> {
    let before = user
    try {
      const after = await store.users.update(user.username, (current) =>
        withHash((before = current), clear, password_hash)
      )
      if (after !== before) await tellHashed?.(before, after)
    } catch (error) {
      // Removed while it was hashed: there is nothing left to do.
      if (!(error instanceof StoreError && error.code === 'missing')) throw error
    }
  }

  async function hashRound(signal: AbortSignal | undefined): Promise<number> {
    const { items } = await store.users.list()
    const waiting = items.filter(isWaiting)
    const atOnce = Math.ceil(waiting.length / WRITES)
    for (let at = 0; at < waiting.length && !signal?.aborted; at += atOnce)
      await hashTogether(waiting.slice(at, at + atOnce), signal)
    return signal?.aborted ? 0 : waiting.length
  }

  /** Hashes one after the other, and writes all of them at once. */
  async function hashTogether(users: readonly User[], signal: AbortSignal | undefined): Promise<void> {
    const puts: (() => Promise<void>)[] = []
    for (const user of users) if (!signal?.aborted) puts.push(await hashed(user))
    await Promise.all(puts.map((put) => put()))
  }

  async function hashRounds(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      // Another round finds what came while the last one worked.
      while ((await hashRound(signal)) > 0);
      return !signal?.aborted
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log.warn('Passwords of the profile wait to be hashed, since the data can not be written', {
        reason: error.message
      })
      return false
    }
  }

  return {
    hashOne,
    hashAll: (signal) => (running ??= hashRounds(signal).finally(() => (running = undefined)))
  }
}

/** The documented password stays as it is: everybody knows it, and a start can tell it from any other without a bcrypt. */
function isWaiting(user: User): boolean {
  return user.password !== undefined && !hasDocumentedPassword(user)
}

function withHash(current: User, clear: string, password_hash: string): User {
  if (current.password !== clear) return current
  const { password: _clear, ...rest } = current
  return { ...rest, password_hash }
}
