import { computed, onMounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { ShownClient } from '../../../../src-main/contract'
import { useClientsStore } from '../../../stores/clients'
import { usePortStore } from '../../../stores/settings/port'
import { useSessionStore } from '../../../stores/people/session'
import { useServerStore } from '../../../stores/settings/server'
import { useSettingsStore } from '../../../stores/settings/settings'
import { useToastsStore } from '../../../stores/toasts/toasts'
import { useFailureToast } from '../../../stores/toasts/use-failure-toast'
import { useProblemText } from '../../../ui'
import { movedAddress, movedClients } from './moved-addresses'

const LAST_PORT = 65_535

/** A port that is taken: trying again, and moving to another one with what names it. Nothing moves before somebody says so. */
export function usePortMove() {
  const server = useServerStore()
  const ports = usePortStore()
  const sayFailure = useFailureToast(useProblemText())
  const session = useSessionStore()
  const toasts = useToastsStore()
  const { t } = useI18n()
  const clientStore = useClientsStore()
  const settings = useSettingsStore()
  const clients = shallowRef<readonly ShownClient[]>([])
  const busy = ref<'again' | 'move'>()
  const takesAlong = ref(true)

  const port = computed(() => server.state?.port ?? NaN)
  /** What clients know; a first move may find its port taken as well. */
  const known = { port: port.value, issuer: server.state?.issuer }
  const isFixed = computed(() => server.facts?.fixed.includes('port') ?? false)
  const mayMove = computed(() => !isFixed.value && session.may('administrator'))
  const next = computed(() => (port.value < LAST_PORT ? port.value + 1 : port.value - 1))
  /** NaN while what is typed is no number. */
  const wanted = ref(next.value)
  watch(next, (value) => (wanted.value = value))
  const isGood = computed(
    () =>
      Number.isInteger(wanted.value) &&
      wanted.value >= 1 &&
      wanted.value <= LAST_PORT &&
      wanted.value !== port.value
  )

  /** Undefined for an issuer of its own, behind a proxy for instance: that stays as it is. */
  const issuer = computed(() => {
    const before = known.issuer
    if (before === undefined || settings.settings?.issuer !== null || server.facts?.fixed.includes('issuer'))
      return undefined
    return { before, after: isGood.value ? movedAddress(before, known.port, wanted.value) : before }
  })
  const moved = computed(() => (isGood.value ? movedClients(clients.value, known.port, wanted.value) : []))

  async function load(): Promise<void> {
    await server.loadFacts()
    if (!mayMove.value) return
    await settings.load()
    clients.value = await ports.allClients()
  }

  async function run(what: 'again' | 'move', work: () => Promise<void>): Promise<void> {
    busy.value = what
    await work().catch(sayFailure)
    busy.value = undefined
  }

  const tryAgain = () => run('again', server.start)

  /** Clients are changed once the server is there: if that port is taken as well, theirs stay as they are. */
  const move = () =>
    run('move', async () => {
      const along = takesAlong.value ? moved.value : []
      await ports.choose(wanted.value)
      await server.start()
      if (server.state?.status !== 'running') return
      for (const { client_id, changes } of along) await clientStore.update(client_id, changes)
      toasts.show({ tone: 'ok', title: t('server.port.moved', { port: String(wanted.value) }) })
    })

  onMounted(() => load().catch(sayFailure))

  return {
    server,
    port,
    isFixed,
    mayMove,
    wanted,
    isGood,
    issuer,
    moved,
    takesAlong,
    busy,
    tryAgain,
    move
  }
}
