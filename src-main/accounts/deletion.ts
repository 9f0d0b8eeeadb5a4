import { accessLevelOf, type Client, type User } from '../model'
import type { ConfigurationChange, Store } from '../ports'
import { isLastAdministrator } from './last-administrator'
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

export type RemoveAccountOutcome =
  | { readonly outcome: 'removed'; readonly gone: GoesWithAccount }
  | { readonly outcome: 'no_such_person' }
  /** As of `deleteAccount`: everything is as it was. */
  | { readonly outcome: 'last_administrator' }

export interface Deletion {
  goesWithAccount(username: string): Promise<GoesWithAccount>
  /** Deletes one's own account with everything that belongs to it. Wrong passwords count as failed sign-ins. */
  deleteAccount(username: string, password: string): Promise<DeleteAccountOutcome>
  /**
   * Removes somebody's account with everything that belongs to it; who may do that is for the caller to know.
   * `keep` is told whom, as they were, when nothing is gone yet; what it rejects with leaves everything as it was.
   */
  removeAccount(username: string, keep: (user: User) => Promise<void>): Promise<RemoveAccountOutcome>
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

  /** Writes what is to become of a person, but for the last administrator by the newest configuration; whether it was another one. */
  async function writeUnlessLast(
    { username }: User,
    become: (current: User) => ConfigurationChange
  ): Promise<boolean> {
    let isLast = false
    await store.writeConfiguration((newest) => {
      const current = newest.get('users', username)
      isLast = current !== undefined && isLastAdministrator(newest, current)
      return current && !isLast ? become(current) : {}
    })
    return !isLast
  }

  /** An administrator is none any more before anything of theirs goes, so that two who are removed at once are not both the other's reason to go. */
  async function mayGo(user: User, become: (current: User) => ConfigurationChange): Promise<boolean> {
    return accessLevelOf(user.roles) !== 'administrator' || writeUnlessLast(user, become)
  }

  /** The person last, so that a removal that fails half-way can be asked for again; whether they went. */
  async function removeEverything(user: User): Promise<boolean> {
    await removeBelongings(user)
    const clients = await store.clients.find('owner', user.username)
    for (const { client_id } of clients) await removeClient(client_id)
    const isGone = await writeUnlessLast(user, ({ username }) => ({ removed: { users: [username] } }))
    // Once more: what came while the rest went.
    await removeBelongings(user)
    return isGone
  }

  async function remove(
    user: User,
    keep?: (user: User) => Promise<void>
  ): Promise<GoesWithAccount | undefined> {
    // Asked ahead, so that nothing is kept of somebody who stays; and what fails on the way leaves an administrator one.
    if (!(await mayGo(user, unchanged))) return undefined
    await keep?.(user)
    const gone = await goesWithAccount(user.username)
    if (!(await mayGo(user, withoutAdministration))) return undefined
    return (await removeEverything(user)) ? gone : undefined
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

    async removeAccount(username, keep) {
      const user = await store.users.get(username)
      if (!user) return { outcome: 'no_such_person' }
      const gone = await remove(user, keep)
      return gone ? { outcome: 'removed', gone } : { outcome: 'last_administrator' }
    },

    async deleteAccount(username, password) {
      if (!(await store.settings.get()).accounts.deletion) return { outcome: 'off' }
      const admission = await limits.admit(username)
      if (!admission.admitted) return { outcome: 'limited', retryAfterSeconds: admission.retryAfterSeconds }
      const user = await store.users.get(username)
      if (!(await check(user, password)) || !user) return { outcome: 'wrong_password' }
      await admission.succeeded()
      const gone = await remove(user)
      return gone ? { outcome: 'deleted', gone } : { outcome: 'last_administrator' }
    }
  }
}

const unchanged = (): ConfigurationChange => ({})

const withoutAdministration = (user: User): ConfigurationChange => ({
  users: [{ ...user, roles: user.roles.filter((role) => role !== 'administrator') }]
})
