import { computed, onMounted, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import {
  displayNameOf,
  PLAYGROUND_FLOW_NAMES,
  type Mismatch,
  type ShownClient
} from '../../../src-main/contract'
import { useClientsStore } from '../../stores/clients'
import { useLiveStore } from '../../stores/live'
import { usePlaygroundStore } from '../../stores/playground/playground'
import { draftOf } from '../../stores/playground/draft/playground-draft'
import { isInForm } from '../../stores/playground/draft/playground-repairs'
import { useSessionStore } from '../../stores/people/session'
import { usualFlowOf } from './choose/usual-flow'
import { useSavedChoice } from './saved/use-saved-choice'

/** Milliseconds of quiet after which the request is built anew. */
const PAUSE_MILLISECONDS = 120
const FOUND_AT_ONCE = 50

/**
 * Ties the playground's page to its stores: the chosen client, the request that follows the choices, and live changes.
 * `unknown` is called with a saved request that the address names and that isn't there.
 */
export function usePlaygroundPage(fail: (error: unknown) => void, unknown: (request: string) => void) {
  const store = usePlaygroundStore()
  const clients = useClientsStore()
  const session = useSessionStore()
  const route = useRoute()
  const router = useRouter()
  const { chooseNamed } = useSavedChoice()
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

  /** What the address says, else what was there before, else the first client with the flow that suits it best. */
  async function open(): Promise<void> {
    const { client: wanted, flow, user, scope, request } = textsOf(route.query)
    if (request) await leaveOut('request')
    const [found] = await Promise.all([find(''), store.loadTranscript()])
    if (request && !(await chooseNamed(request))) unknown(request)
    const isFresh = !store.form.client_id
    if (wanted ?? flow) store.form.mutation = undefined
    if (wanted) choose(wanted)
    else if (isFresh) choose(firstUsable(found)?.client_id ?? '')
    if (typeof scope === 'string') store.form.scope = scope
    if (user) store.person = user
    await loadClient()
    const named = PLAYGROUND_FLOW_NAMES.find((name) => name === flow)
    if (named) store.form.flow = named
    else if ((isFresh || wanted) && client.value) store.form.flow = usualFlowOf(client.value, Boolean(user))
    status.value = found.length || store.form.client_id ? 'ready' : 'empty'
    await refresh()
  }

  /** Before anything is waited for, since whoever goes on meanwhile must not be brought back. */
  const leaveOut = (name: string) => router.replace({ query: { ...route.query, [name]: undefined } })

  function choose(client_id: string): void {
    if (store.form.client_id === client_id) return
    Object.assign(store.form, { client_id, method: undefined, client_secret: undefined, scope: '' })
  }

  async function refresh(): Promise<void> {
    await Promise.all([loadClient(), store.prepare()])
  }

  function refreshSoon(): void {
    clearTimeout(timer)
    timer = setTimeout(() => void refresh().catch(fail), PAUSE_MILLISECONDS)
  }

  const draft = computed(() => JSON.stringify(draftOf(store.form)))
  watch(draft, () => {
    store.noticeChange()
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
  // A link to the playground on its own page says other wishes without another page.
  watch(
    () => route.query,
    (query) => Object.keys(query).length && void open().catch(fail)
  )
  onScopeDispose(() => clearTimeout(timer))
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'exchange' || event.type === 'import') return
      if (status.value === 'empty') void open().catch(fail)
      else refreshSoon()
    })
  )

  return {
    client,
    status,
    find,
    reload: () => open().catch(fail),
    nameOf: (client_id: string) => names.value[client_id] ?? client_id,
    canRepair: (mismatch: Mismatch) => mayRepair(mismatch, session)
  }
}

/** The parameters of an address that are there once. */
function textsOf(query: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'string' ? value : undefined])
  )
}

function firstUsable(found: readonly ShownClient[]): ShownClient | undefined {
  return found.find((each) => !each.blocked && each.token_endpoint_auth_method !== 'none') ?? found[0]
}

const ADMINISTRATORS: readonly Mismatch['repair'][] = [
  'switch_flow_on',
  'switch_method_on',
  'switch_plain_pkce_on',
  'switch_cors_on',
  'generate_certificate'
]

/** Who may do what the repair does, as the contract's procedures say it. */
function mayRepair({ repair }: Mismatch, session: ReturnType<typeof useSessionStore>): boolean {
  if (repair === undefined || isInForm(repair)) return true
  if (ADMINISTRATORS.includes(repair)) return session.may('administrator')
  if (repair === 'start_server') return session.may('administrator') && session.can('server.control')
  return repair === 'unblock' ? session.may('moderator') : true
}
