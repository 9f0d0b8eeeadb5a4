import type { ShownRole } from '../../contract'
import { BUILT_IN_ROLES, say, type Role, type User } from '../../model'
import { StoreError, type Store } from '../../ports'
import type { PanelBase } from '../access/base'
import type { RestorePoint } from '../profile'
import { refusal } from '../access/refusal'
import { clientsWithScope, listed, membersOf, scopesNeeding } from './usage'
import { clientsWithoutScope } from './without-scope'

interface RolesDependencies {
  readonly store: RolesStore
  readonly restorePoint: Pick<RestorePoint, 'beforeRemoving'>
}
type RolesStore = Pick<Store, 'roles' | 'users' | 'scopes' | 'clients' | 'writeConfiguration'>

const isBuiltIn = (name: string): boolean => BUILT_IN_ROLES.some((role) => role.name === name)

/** Every procedure of `roles`. */
export function createRoles(base: PanelBase, { store, restorePoint }: RolesDependencies) {
  async function shown(role: Role): Promise<ShownRole> {
    return {
      ...role,
      builtIn: isBuiltIn(role.name),
      members: (await membersOf(store, role.name)).total,
      scopes: await scopesNeeding(store, role.name),
      clients: (await clientsWithScope(store, role.name)).total
    }
  }

  return {
    list: base.roles.list.handler(async ({ input: { descending, ...page } }) => {
      const { items, total } = await store.roles.list({ ...page, sort: { by: 'name', descending } })
      return { items: await Promise.all(items.map(shown)), total }
    }),

    usage: base.roles.usage.handler(async ({ input: { name } }) => ({
      members: await membersOf(store, name),
      scopes: await scopesNeeding(store, name),
      clients: await clientsWithScope(store, name)
    })),

    create: base.roles.create.handler(async ({ input }) => {
      await store.roles.insert(input).catch((error: unknown) => {
        if (error instanceof StoreError && error.code === 'exists')
          throw refusal('CONFLICT', say('role_exists', { name: input.name }))
        throw error
      })
      return shown(input)
    }),

    update: base.roles.update.handler(async ({ input: { params, body } }) =>
      shown(await store.roles.update(params.name, (role) => ({ ...role, ...body })))
    ),

    remove: base.roles.remove.handler(async ({ input: { name, detach } }) => {
      const role = await store.roles.get(name)
      if (!role) throw refusal('NOT_FOUND', say('role_gone', { name }))
      await requireRemovable(store, name, detach)
      const members = await store.users.find('role', name)
      const clients = await store.clients.find('scope', name)
      const taken = { users: members, clients: clients.map(({ client_id }) => client_id) }
      await restorePoint.beforeRemoving({ roles: [role] }, { kind: 'roles', name, ...taken })
      // They may have been changed since they were read.
      await store.writeConfiguration((newest) => ({
        users: newest.find('users', 'role', name).map((user) => withoutRole(user, name)),
        clients: clientsWithoutScope(newest, name),
        removed: { roles: [name] }
      }))
    })
  }
}

const withoutRole = (user: User, name: string): User => ({
  ...user,
  roles: user.roles.filter((role) => role !== name)
})

/** A scope that lost the only role that it needs would be everybody's, so that one in the way is never brushed aside. */
async function requireRemovable(store: RolesStore, name: string, detach: boolean): Promise<void> {
  if (isBuiltIn(name)) throw refusal('CONFLICT', say('role_built_in', { name }))
  const scopes = await scopesNeeding(store, name)
  if (scopes.length) throw refusal('CONFLICT', say('role_of_scope', { name, scopes: scopes.join(', ') }))
  if (detach) return
  const [members, clients] = [await membersOf(store, name), await clientsWithScope(store, name)]
  if (members.total) throw refusal('CONFLICT', say('role_held', { name, members: listed(members) }))
  if (clients.total) throw refusal('CONFLICT', say('role_in_scope', { name, clients: listed(clients) }))
}
