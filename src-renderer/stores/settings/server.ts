import { defineStore } from 'pinia'
import { computed, ref } from 'vue'
import { problemOf, useApi, type ApiProblem } from '../../api'
import { useLiveStore } from '../live'
import type { Finding, Repair, ServerFacts, ServerState } from '../../../src-main/contract'

/** Where the server stands; follows the live events. */
export const useServerStore = defineStore('server', () => {
  const { client } = useApi()
  const state = ref<ServerState>()
  const facts = ref<ServerFacts>()
  const problem = ref<ApiProblem>()
  /** What was found when it was examined last; undefined: it wasn't yet. */
  const findings = ref<readonly Finding[]>()
  useLiveStore().subscribe((event) => {
    if (event.type === 'server') state.value = event.state
  })

  async function take(asked: Promise<ServerState>): Promise<void> {
    try {
      state.value = await asked
      problem.value = undefined
    } catch (error) {
      problem.value = problemOf(error)
    }
  }

  const load = () => take(client.server.state())
  const start = () => take(client.server.start())
  const stop = () => take(client.server.stop())

  /** What runs, and what waits for a restart. */
  async function loadFacts(): Promise<void> {
    facts.value = await client.server.facts()
  }

  /** Asks the machine, the issuer and the SMTP server. */
  async function examine(): Promise<void> {
    findings.value = await client.server.examine()
  }

  /** Mends one thing that was found, and looks again. */
  async function repair(wanted: Repair): Promise<void> {
    await client.server.repair({ repair: wanted })
    await Promise.all([loadFacts(), load(), findings.value && examine()])
  }

  /** Needs the capability `files.reveal`. */
  const revealData = () => client.server.revealData()

  /** Stops and starts, so that what waits for a restart acts; needs the capability `server.control`. */
  async function restart(): Promise<void> {
    await stop()
    await start()
  }

  /** Host and port as people say them: `localhost:9000`. */
  const address = computed(() => {
    const { host = '', port } = state.value ?? {}
    return port === undefined ? '' : `${host.includes(':') ? `[${host}]` : host}:${port}`
  })
  const isChanging = computed(() => state.value?.status === 'starting' || state.value?.status === 'stopping')

  return {
    state,
    facts,
    problem,
    address,
    isChanging,
    load,
    findings,
    examine,
    repair,
    loadFacts,
    revealData,
    start,
    stop,
    restart
  }
})
