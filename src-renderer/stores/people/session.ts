import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import {
  hasAccess,
  mayChangeClient,
  type AccessLevel,
  type Capability,
  type Session,
  type ShownClient
} from '../../../src-main/contract'

/** Who sits here, what they may do, and what their surroundings can do. */
export const useSessionStore = defineStore('session', () => {
  const { client } = useApi()
  const current = ref<Session>()
  const problem = ref<ApiProblem>()

  async function load(): Promise<void> {
    try {
      current.value = await client.session.current()
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  /** Rejects with the contract's errors: `UNAUTHORIZED`, `TOO_MANY_REQUESTS`. */
  async function signIn(username: string, password: string): Promise<void> {
    current.value = await client.session.signIn({ username, password })
  }

  async function signOut(): Promise<void> {
    await client.session.signOut()
    await load()
  }

  /** The person's own password; needs the one they have. */
  const changePassword = (currentPassword: string, newPassword: string) =>
    client.account.changePassword({ currentPassword, newPassword })

  /** Somebody's password, as an administrator. */
  const setPassword = (username: string, password: string) => client.users.setPassword({ username, password })

  const may = (needed: AccessLevel): boolean => hasAccess(current.value?.access ?? 'anyone', needed)
  /** Whether a client is theirs to change; others are there to look at. */
  const mayChange = (client: Pick<ShownClient, 'owner'>): boolean =>
    current.value !== undefined && mayChangeClient(current.value, client)
  /** A preconfigured build may keep its person from the sections that configure the server. */
  const isLocked = computed(() => current.value?.kind === 'local' && current.value.preset?.lock !== undefined)
  const can = (capability: Capability): boolean => current.value?.capabilities.includes(capability) ?? false

  return {
    current,
    problem,
    isSignedIn: computed(() => current.value?.signedIn ?? false),
    isLocked,
    load,
    signIn,
    signOut,
    changePassword,
    setPassword,
    may,
    mayChange,
    can
  }
})
