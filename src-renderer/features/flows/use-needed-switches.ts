import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Settings } from '../../../src-main/contract'
import type { SwitchEntry } from './switch-entry'

/** Switches that are off though somebody needs them: all at once, or those that clients depend on. */
export function useNeededSwitches(page: {
  stored: () => Settings | undefined
  values: Settings
  flows: ComputedRef<SwitchEntry[]>
  methods: ComputedRef<SwitchEntry[]>
}) {
  const { t, locale } = useI18n()
  const { stored, values, flows, methods } = page

  const nothingOn = computed(() => ({
    flows: Object.values(values.flows).every((on) => !on),
    methods: Object.values(values.client_authentication).every((on) => !on)
  }))

  /** What is about to be switched off although clients depend on it, as a list in words. */
  const missed = computed(() => {
    const before = stored()
    if (!before) return ''
    const entries = [
      ...flows.value.filter(isSwitchedOff(before.flows, values.flows)),
      ...methods.value.filter(isSwitchedOff(before.client_authentication, values.client_authentication))
    ]
    const words = entries.map(({ title, dependents = 0 }) =>
      t('flows.switchOff.entry', { title }, dependents)
    )
    return new Intl.ListFormat(locale.value).format(words)
  })

  return { nothingOn, missed }
}

const isSwitchedOff =
  (before: Record<string, boolean>, now: Record<string, boolean>) => (entry: SwitchEntry) =>
    before[entry.name] === true && now[entry.name] === false && entry.dependents
