import { computed, onMounted, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute } from 'vue-router'
import {
  PLAYGROUND_FLOW_NAMES,
  displayNameOf,
  type Mismatch,
  type ShownClient
} from '../../../src-main/contract'
import { useClientsStore } from '../../stores/clients'
import { useLiveStore } from '../../stores/live'
import { usePlaygroundStore } from '../../stores/playground/playground'
import { draftFormOf, draftOf } from '../../stores/playground/playground-draft'
import { useSessionStore } from '../../stores/session'

/** Milliseconds of quiet after which the request is built anew. */
const PAUSE_MILLISECONDS = 120
const FOUND_AT_ONCE = 50

/** Ties the playground's page to its stores: the chosen client, the request that follows the choices, and live changes. */
export function usePlaygroundPage(fail: (error: unknown) => void) {
  const store = usePlaygroundStore()
  const clients = useClientsStore()
  const session = useSessionStore()
  const route = useRoute()
  const client = shallowRef<ShownClient>()
  const names = ref<Record<string, string>>({})
  const status = ref<'waiting' | 'ready' | 'empty'>('waiting')
  let timer: ReturnType<typeof setTimeout> | undefined

  async function find(search: string): Promise<ShownClient[]> {
    // Requests are sent as a client, so only those count that are theirs.
    const owner = session.may('administrator') ? undefined : session.current?.username
    const found = await clients.find(search, FOUND_AT_ONCE, owner)
    for (const each of found) names.value[each.client_id] = displayNameOf(each)
    return found
  }

  async function loadClient(): Promise<void> {
    const asked = store.form.client_id
    const found = asked ? await clients.get(asked).catch(() => undefined) : undefined
    if (asked !== store.form.client_id) return
    client.value = found
    if (found) names.value[found.client_id] = displayNameOf(found)
  }

  /** The client of the address, else the one of before, else the first that can get a token. */
  async function open(): Promise<void> {
    const [found] = await Promise.all([find(''), store.loadTranscript()])
    const flow = PLAYGROUND_FLOW_NAMES.find((name) => name === route.query.flow)
    if (flow) store.form.flow = flow
    const user = route.query.user
    if (typeof user === 'string' && user) {
      store.form.flow = 'oauth2_password'
      store.form.values.username = user
    }
    const wanted = route.query.client
    if (typeof wanted === 'string' && wanted) choose(wanted)
    else if (!store.form.client_id) choose(firstUsable(found)?.client_id ?? '')
    status.value = found.length || store.form.client_id ? 'ready' : 'empty'
    await refresh()
  }

  function choose(client_id: string): void {
    if (store.form.client_id === client_id) return
    Object.assign(store.form, { client_id, method: undefined, client_secret: undefined })
  }

  async function refresh(): Promise<void> {
    await Promise.all([loadClient(), store.prepare()])
  }

  function refreshSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh().catch(fail), PAUSE_MILLISECONDS)
  }

  const draft = computed(() => JSON.stringify(draftOf(store.form)))
  watch(draft, (now) => {
    const shown = store.selected
    if (shown && JSON.stringify(draftOf(draftFormOf(shown.draft))) !== now) store.deselect()
    refreshSoon()
  })
  watch(
    () => store.form.client_id,
    (_, before) => {
      // A method and a secret were chosen for the client of before.
      if (before && !store.selected)
        Object.assign(store.form, { method: undefined, client_secret: undefined })
    }
  )
  onMounted(() => open().catch(fail))
  onScopeDispose(() => clearTimeout(timer))
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'exchange') return
      if (status.value === 'empty') void open().catch(fail)
      else refreshSoon()
    })
  )

  return {
    client,
    status,
    find,
    nameOf: (client_id: string) => names.value[client_id] ?? client_id,
    canRepair: (mismatch: Mismatch) => mayRepair(mismatch, session)
  }
}

function firstUsable(found: readonly ShownClient[]): ShownClient | undefined {
  return found.find((each) => !each.blocked && each.token_endpoint_auth_method !== 'none') ?? found[0]
}

/** Who may do what the repair does, as the contract's procedures say it. */
function mayRepair({ repair }: Mismatch, session: ReturnType<typeof useSessionStore>): boolean {
  if (repair === 'switch_flow_on' || repair === 'switch_method_on') return session.may('administrator')
  if (repair === 'start_server') return session.may('administrator') && session.can('server.control')
  return repair === 'unblock' ? session.may('moderator') : true
}
