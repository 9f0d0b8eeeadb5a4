import { ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import { AppWindow, CircleUserRound } from '@lucide/vue'
import { useClientsStore } from '../../stores/clients'
import { useSessionStore } from '../../stores/people/session'
import { useUsersStore } from '../../stores/people/users'
import type { Command } from './command'

const MOST_OF_A_KIND = 6

/** Clients and users that the server finds for what was typed. */
export function useFoundObjects(typed: Ref<string>): Ref<Command[]> {
  const clients = useClientSearch()
  const users = useUserSearch()
  const found = ref<Command[]>([]) as Ref<Command[]>
  watch(typed, async (text) => {
    const search = text.trim()
    if (search === '') return void (found.value = [])
    const kinds = await Promise.all([clients(search), users(search)])
    // Answers may overtake each other; the last question's counts.
    if (search === typed.value.trim()) found.value = kinds.flat()
  })
  return found
}

function useClientSearch(): (search: string) => Promise<Command[]> {
  const router = useRouter()
  const clients = useClientsStore()
  return async (search) => {
    const items = await clients.find(search, MOST_OF_A_KIND).catch(() => [])
    return items.map(({ client_id, client_name }) => ({
      id: `client-${client_id}`,
      group: 'clients',
      title: client_name || client_id,
      detail: client_name ? client_id : '',
      icon: AppWindow,
      run: () => router.push(`/clients/${encodeURIComponent(client_id)}`)
    }))
  }
}

function useUserSearch(): (search: string) => Promise<Command[]> {
  const router = useRouter()
  const session = useSessionStore()
  const users = useUsersStore()
  return async (search) => {
    if (!session.may('moderator')) return []
    const items = await users.find(search, MOST_OF_A_KIND).catch(() => [])
    return items.map(({ username, name }) => ({
      id: `user-${username}`,
      group: 'users',
      title: name || username,
      detail: name ? username : '',
      icon: CircleUserRound,
      run: () => router.push(`/users/${encodeURIComponent(username)}`)
    }))
  }
}
