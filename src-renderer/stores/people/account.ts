import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import type { GivenConsent, ListedSession, OwnAccount, OwnChanges } from '../../../src-main/contract'
import { createPagedList } from '../lists/paged-list'
import { useSessionStore } from './session'

/** One's own account: what one says of oneself, where one is signed in, what clients were let have. */
export const useAccountStore = defineStore('account', () => {
  const { client } = useApi()
  const session = useSessionStore()
  const account = shallowRef<OwnAccount>()
  const sessions = shallowRef<readonly ListedSession[]>()
  const consents = shallowRef<readonly GivenConsent[]>()
  const problem = ref<ApiProblem>()
  const signIns = createPagedList(
    { search: '', sort: 'at', descending: true, offset: 0, limit: 10 },
    ({ offset, limit }) => client.account.signIns({ offset, limit })
  )

  /** Runs what reads; why it failed is kept for whoever draws. */
  async function reading(read: () => Promise<void>): Promise<void> {
    try {
      await read()
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  const load = () => reading(async () => void (account.value = await client.account.get()))
  const loadSessions = () => reading(async () => void (sessions.value = await client.account.sessions()))
  const loadConsents = () => reading(async () => void (consents.value = await client.account.consents()))

  /** Rejects with the contract's errors. The name and the picture in the window's head follow. */
  async function update(changes: OwnChanges): Promise<OwnAccount> {
    account.value = await client.account.update(changes)
    await session.load()
    return account.value
  }

  async function endSession({ kind, id, current }: ListedSession): Promise<void> {
    await client.account.endSession({ kind, id })
    await (current ? session.load() : loadSessions())
  }

  async function endOtherSessions(): Promise<number> {
    const { ended } = await client.account.endOtherSessions()
    await loadSessions()
    return ended
  }

  async function withdrawConsent(client_id: string): Promise<void> {
    await client.account.withdrawConsent({ client_id })
    await loadConsents()
  }

  const belongings = () => client.account.belongings()

  /** Deletes the account; from then on nobody is signed in. */
  async function remove(password: string): Promise<void> {
    await client.account.remove({ password })
    await session.load()
  }

  return {
    account,
    sessions,
    consents,
    signIns,
    problem,
    load,
    loadSessions,
    loadConsents,
    update,
    endSession,
    endOtherSessions,
    withdrawConsent,
    belongings,
    remove
  }
})
