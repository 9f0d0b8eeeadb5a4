import type { Client, User } from '../model'
import type { Store } from '../ports'
import type { EndEverything } from './sessions/endings'
import type { PasswordCheck } from './passwords/password-check'
import type { SignInLimits } from './sign-in/sign-in-limits'

/** What goes with an account: it is told before, and again after. */
export interface GoesWithAccount {
  /** The person's own clients: nobody else may change them, so they don't outlive their owner. */
  readonly clients: readonly Pick<Client, 'client_id' | 'client_name'>[]
  /** How many clients the person let have something. */
  readonly consents: number
}

export type DeleteAccountOutcome =
  | { readonly outcome: 'deleted'; readonly gone: GoesWithAccount }
  /** settings.accounts.deletion is off. */
  | { readonly outcome: 'off' }
  | { readonly outcome: 'wrong_password' }
  | { readonly outcome: 'limited'; readonly retryAfterSeconds: number }
  /** Without its last administrator nobody could manage the server any more. */
  | { readonly outcome: 'last_administrator' }

export interface Deletion {
  goesWithAccount(username: string): Promise<GoesWithAccount>
  /** Deletes one's own account with everything that belongs to it. Wrong passwords count as failed sign-ins. */
  deleteAccount(username: string, password: string): Promise<DeleteAccountOutcome>
  /** Removes somebody's account with everything that belongs to it; who may do that is for the caller to know. Undefined: there is no such person. */
  removeAccount(username: string): Promise<GoesWithAccount | undefined>
}

export function createDeletion(dependencies: {
  store: Store
  limits: SignInLimits
  check: PasswordCheck
  /** Removes a client with everything that it had. */
  removeClient: (client_id: string) => Promise<boolean>
  endEverything: EndEverything
}): Deletion {
  const { store, limits, check, removeClient, endEverything } = dependencies

  async function goesWithAccount(username: string): Promise<GoesWithAccount> {
    const user = await store.users.get(username)
    const clients = await store.clients.find('owner', username)
    const consents = user?.sub === undefined ? [] : await store.consents.find('sub', user.sub)
    return {
      clients: clients.map(({ client_id, client_name }) => ({ client_id, client_name })),
      consents: consents.length
    }
  }

  async function isLastAdministrator({ username, roles }: User): Promise<boolean> {
    if (!roles.includes('administrator')) return false
    const all = await store.users.find('role', 'administrator')
    return !all.some((other) => other.username !== username && !other.blocked)
  }

  /** The person last, so that a removal that fails half-way can be asked for again. */
  async function removeEverything(user: User): Promise<void> {
    await removeBelongings(user)
    const clients = await store.clients.find('owner', user.username)
    for (const { client_id } of clients) await removeClient(client_id)
    await store.users.remove(user.username)
    // Once more: what came while the rest went.
    await removeBelongings(user)
  }

  async function removeBelongings(user: User): Promise<void> {
    await endEverything(user)
    if (user.sub === undefined) return
    await Promise.all([
      store.tokens.removeWhere('sub', user.sub),
      store.consents.removeWhere('sub', user.sub),
      store.signInRecords.removeWhere('sub', user.sub),
      store.collectionRuns.removeWhere('sub', user.sub)
    ])
  }

  return {
    goesWithAccount,

    async removeAccount(username) {
      const user = await store.users.get(username)
      if (!user) return undefined
      const gone = await goesWithAccount(username)
      await removeEverything(user)
      return gone
    },

    async deleteAccount(username, password) {
      if (!(await store.settings.get()).accounts.deletion) return { outcome: 'off' }
      const admission = await limits.admit(username)
      if (!admission.admitted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      const user = await store.users.get(username)
      if (!(await check(user, password)) || !user) return { outcome: 'wrong_password' }
      await admission.succeeded()
      if (await isLastAdministrator(user)) return { outcome: 'last_administrator' }
      const gone = await goesWithAccount(username)
      await removeEverything(user)
      return { outcome: 'deleted', gone }
    }
  }
}
