import { accessLevelOf, hasAccess, say, type User } from '../../model'
import { ORPCError } from '@orpc/server'
import type { PanelBase } from '../access/base'
import { accessOf, type Actor } from '../access/context'
import { refusal } from '../access/refusal'
import { shownUser } from './shown-user'
import { isOneself, lastAdministrator, requireAnotherAdministrator } from './user-rights'
import type { UsersDependencies } from './users-dependencies'
import { writeUser } from './write-user'

type Deed = (actor: Actor, name: string) => Promise<User>

/** Blocking, unblocking and removing, one by one and several at once. */
export function guardProcedures(base: PanelBase, dependencies: UsersDependencies) {
  const { store, accounts, rights, restorePoint } = dependencies

  async function block(actor: Actor, name: string): Promise<User> {
    const user = await rights.requireUser(name)
    if (isOneself(actor, user)) throw refusal('FORBIDDEN', say('block_oneself'))
    rights.guardTarget(actor, user)
    await keepLastSignedIn(user)
    // Before, so that nothing outlives a block that fails half-way; and after, for what came meanwhile.
    await accounts.endEverything(user)
    const blocked = await writeUser(store, user.username, (current, newest) => {
      requireAnotherAdministrator(newest, current)
      return { ...current, blocked: true }
    })
    await accounts.endEverything(blocked)
    return blocked
  }

  /** Asks the newest configuration before anything of theirs ends; whoever blocks asks again as they write. */
  async function keepLastSignedIn(user: User): Promise<void> {
    if (accessLevelOf(user.roles) !== 'administrator') return
    await store.writeConfiguration((newest) => {
      requireAnotherAdministrator(newest, user)
      return {}
    })
  }

  async function unblock(actor: Actor, name: string): Promise<User> {
    const user = await rights.requireUser(name)
    rights.guardTarget(actor, user)
    return store.users.update(user.username, (current) => ({ ...current, blocked: false }))
  }

  async function remove(actor: Actor, name: string): Promise<User> {
    const user = await rights.requireUser(name)
    if (!hasAccess(accessOf(actor), 'administrator')) throw refusal('FORBIDDEN', say('removal_forbidden'))
    if (isOneself(actor, user)) throw refusal('FORBIDDEN', say('removal_of_oneself'))
    const keep = (going: User) => restorePoint.beforeRemoving({ users: [going] })
    const { outcome } = await accounts.removeAccount(user.username, keep)
    if (outcome === 'last_administrator') throw lastAdministrator(user)
    return user
  }

  const deeds: Readonly<Record<'block' | 'unblock' | 'remove', Deed>> = { block, unblock, remove }

  return {
    block: base.users.block.handler(async ({ input, context }) =>
      shownUser(store, await block(context.actor, input.username))
    ),
    unblock: base.users.unblock.handler(async ({ input, context }) =>
      shownUser(store, await unblock(context.actor, input.username))
    ),
    remove: base.users.remove.handler(async ({ input, context }) => {
      await remove(context.actor, input.username)
    }),
    bulk: base.users.bulk.handler(({ input: { action, usernames }, context }) =>
      doAll(rights, (name) => deeds[action](context.actor, name), usernames)
    )
  }
}

/**
 * Does it to each, and tells who it was refused for. Ordinary people go together, in one write of the configuration;
 * administrators go one after the other, so that nothing ends of the one who stays.
 */
async function doAll(
  { requireUser }: UsersDependencies['rights'],
  deed: (name: string) => Promise<User>,
  usernames: readonly string[]
): Promise<{ done: string[]; refused: { username: string; message: string }[] }> {
  const done: string[] = []
  const refused: { username: string; message: string }[] = []

  async function attempt(username: string): Promise<void> {
    try {
      await deed(username)
      done.push(username)
    } catch (error) {
      if (!(error instanceof ORPCError)) throw error
      refused.push({ username, message: error.message })
    }
  }

  const each = [...new Set(usernames)]
  const levels = await Promise.all(
    each.map((name) =>
      requireUser(name).then(
        ({ roles }) => accessLevelOf(roles),
        () => 'user'
      )
    )
  )
  await Promise.all(each.filter((_, index) => levels[index] !== 'administrator').map(attempt))
  for (const username of each.filter((_, index) => levels[index] === 'administrator')) await attempt(username)
  return { done, refused }
}
