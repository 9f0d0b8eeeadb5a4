import { computed, onMounted, ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useProfileFile } from '../../stores/importing/use-profile-file'
import { useDesktopStore, type Beginning } from '../../stores/desktop'
import { useServerStore } from '../../stores/settings/server'
import { useProfileWords } from '../../ui'

const PORTS = { first: 1, last: 65_535 }

/** How a fresh data folder begins, and where the person is led afterwards. */
export function useBeginning() {
  const desktop = useDesktopStore()
  const server = useServerStore()
  const route = useRoute()
  const router = useRouter()
  const file = useProfileFile(useProfileWords())
  /** NaN while what is typed is no number. */
  const port = ref(NaN)
  /** What was pressed, until it is done. */
  const chosen = ref<Beginning['how']>()

  const isPortFixed = computed(() => server.facts?.fixed.includes('port') ?? false)
  const isPortGood = computed(
    () => Number.isInteger(port.value) && port.value >= PORTS.first && port.value <= PORTS.last
  )
  onMounted(() =>
    file.run(async () => {
      await Promise.all([server.load(), server.loadFacts()])
      port.value = server.state?.port ?? NaN
    })
  )

  async function begin(how: Beginning['how']): Promise<void> {
    if (!isPortFixed.value && !isPortGood.value) return
    chosen.value = how
    await file.run(async () => {
      await desktop.begin({
        how,
        ...(isPortFixed.value || port.value === server.state?.port ? {} : { port: port.value }),
        ...(how === 'import' && file.chosen.value ? { profile: file.chosen.value } : {})
      })
      await router.push(placeAfter(how))
    })
    chosen.value = undefined
  }

  /** What the person came for, else the samples where they run at one click, else the dashboard. */
  function placeAfter(how: Beginning['how']): string {
    const { to } = route.query
    if (typeof to === 'string' && to.startsWith('/') && to !== '/') return to
    return how === 'samples' ? '/playground' : '/'
  }

  return { ...file, desktop, port, isPortFixed, isPortGood, chosen, begin }
}
