import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { SlidersHorizontal } from '@lucide/vue'
import { useSessionStore } from '../../stores/people/session'
import { FLOW_PLACES } from '../../stores/settings/flow-places'
import { SETTING_PLACES } from '../../stores/settings/setting-places'
import { sectionsFor } from '../sections'
import type { Command } from './command'
import { showField } from './show-field'

/** The settings whose name or path holds what was typed; one opens its page at its field. */
export function useSettingCommands(typed: Ref<string>): ComputedRef<Command[]> {
  const { t } = useI18n()
  const router = useRouter()
  const session = useSessionStore()

  const places = computed(() =>
    [...SETTING_PLACES, ...FLOW_PLACES]
      .filter(({ section }) => sectionsFor(session).some(({ id }) => id === section))
      .map((place) => ({
        ...place,
        label: place.isSpelled ? place.title : t(place.title),
        page: t(`app.section.${place.section}`)
      }))
  )

  return computed(() => {
    const words = typed.value.toLowerCase().split(/\s+/).filter(Boolean)
    if (!words.length) return []
    return places.value
      .filter(({ label, path }) => words.every((word) => `${label} ${path}`.toLowerCase().includes(word)))
      .map(({ path, label, page, route }) => ({
        id: `setting-${path}`,
        group: 'settings',
        title: label,
        detail: page,
        icon: SlidersHorizontal,
        async run() {
          await router.push(route)
          await showField(label)
        }
      }))
  })
}
