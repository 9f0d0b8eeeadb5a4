import { nextTick, ref, useTemplateRef, watch, type ComponentPublicInstance } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { useDesktopStore } from '../../stores/desktop'
import { useSessionStore } from '../../stores/people/session'

/** Opens the file that the desktop app was given (`?import=` in the address), and brings the card with that template ref into view. */
export function useHandedFile(
  cardRef: string,
  open: (name: string, textOf: () => Promise<string>) => Promise<void>
): void {
  const route = useRoute()
  const router = useRouter()
  const session = useSessionStore()
  const desktop = useDesktopStore()
  const card = useTemplateRef<ComponentPublicInstance>(cardRef)
  const isTaking = ref(false)

  async function take(): Promise<void> {
    isTaking.value = true
    // Before anything is waited for, since whoever goes on meanwhile must not be brought back.
    await router.replace({ query: { ...route.query, import: undefined } })
    // The app gives the file once, so a second visit to the same address shows nothing.
    const file = await desktop.takeImport().catch(() => null)
    if (file) {
      await open(file.name, () => Promise.resolve(file.text))
      await nextTick()
      const element = card.value?.$el as HTMLElement | undefined
      element?.scrollIntoView({ block: 'start' })
    }
    isTaking.value = false
  }

  watch(
    () => route.query.import,
    (handed) => {
      if (handed !== undefined && session.can('desktop') && !isTaking.value) void take()
    },
    { immediate: true }
  )
}
