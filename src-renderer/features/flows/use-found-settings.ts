import { computed, type ComputedRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { SETTING_PLACES } from '../../stores/settings/setting-places'
import type { SettingEntry } from '../../stores/settings/setting-entry'
import { SETTING_GROUPS } from '../../stores/settings/setting-groups'
import type { SwitchEntry } from './switch-entry'

/** What a search over all settings finds: those of this page, and where the others are. */
export function useFoundSettings(search: Ref<string>) {
  const { t } = useI18n()
  const wanted = computed(() => search.value.trim().toLowerCase())
  const matches = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted.value))
  const isFound = (entry: SettingEntry) =>
    matches(entry.path, t(`flows.field.${entry.path}.title`), t(`flows.field.${entry.path}.text`))

  const groups = computed(() =>
    SETTING_GROUPS.map((group) => ({
      ...group,
      entries: matches(t(`flows.sections.${group.id}`)) ? group.entries : group.entries.filter(isFound)
    })).filter(({ entries }) => entries.length)
  )
  const elsewhere = computed(() =>
    wanted.value === ''
      ? []
      : SETTING_PLACES.map((place) => ({ ...place, label: t(place.title) })).filter(({ path, label }) =>
          matches(path, label)
        )
  )
  return {
    groups,
    elsewhere,
    hasResources: computed(() =>
      matches('resources', t('flows.sections.resources'), t('flows.resources.listed'))
    ),
    found<Name extends string>(
      section: string,
      entries: ComputedRef<SwitchEntry<Name>[]>
    ): ComputedRef<SwitchEntry<Name>[]> {
      return computed(() =>
        matches(t(`flows.sections.${section}`))
          ? entries.value
          : entries.value.filter(({ name, title, text }) => matches(name, title, text))
      )
    }
  }
}
