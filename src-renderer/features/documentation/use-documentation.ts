import { computed, ref, shallowRef, watch } from 'vue'
import { useRouter } from 'vue-router'
import type { ShownClient } from '../../../src-main/contract'
import { useClientsStore } from '../../stores/clients'
import { usePreferences } from '../../stores/preferences'
import { useServerStore } from '../../stores/settings/server'
import { useSessionStore } from '../../stores/people/session'
import { exampleValues } from './fill-in'
import { fittingClient } from './fitting-client'
import { loadTopics } from './load-topics'
import { searchTopics } from './search-topics'
import type { Topic } from './topic'

const MOST_CLIENTS = 50

/** The topics in the reader's language, the one that is open, and the client that its examples are filled in for: the chosen one, else one that may do what they show. */
export function useDocumentation(topicId: () => string) {
  const { language } = usePreferences()
  const router = useRouter()
  const server = useServerStore()
  const session = useSessionStore()
  const clientsStore = useClientsStore()
  const topics = shallowRef<readonly Topic[]>([])
  const clients = shallowRef<readonly ShownClient[]>([])
  const chosenId = ref<string>()
  const typed = ref('')

  watch(language, async (one) => (topics.value = await loadTopics(one)), { immediate: true })
  void loadClients()

  /** Without clients the examples have names in the places of values. */
  async function loadClients(): Promise<void> {
    const owner = session.may('moderator') ? undefined : session.current?.username
    clients.value = await clientsStore.find('', MOST_CLIENTS, owner).catch(() => [])
  }

  const topic = computed(() => topics.value.find(({ id }) => id === topicId()) ?? topics.value[0])
  const clientId = computed({
    get: () => chosenId.value ?? fittingClient(topic.value?.text ?? '', clients.value)?.client_id ?? '',
    set: (id) => (chosenId.value = id)
  })
  const found = computed(() => searchTopics(topics.value, typed.value))
  const values = computed(() =>
    exampleValues(
      server.state?.issuer ?? 'http://localhost:9000',
      clients.value.find(({ client_id }) => client_id === clientId.value)
    )
  )

  const openFirst = (): void => {
    const [first] = found.value
    if (first) void router.push(`/documentation/${first.id}`)
  }

  return { topics, topic, found, typed, clients, clientId, values, openFirst }
}
