import { computed, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import {
  CLIENT_AUTHENTICATION_NAMES,
  FLOW_NAMES,
  FLOWS,
  type ClientAuthenticationName,
  type Flow,
  type FlowName
} from '../../../src-main/contract'
import type { SettingsUsage } from '../../stores/settings/settings'
import type { SwitchEntry } from './switch-entry'

/** The switches of both registries in the reader's language; nothing here knows which flows there are. */
export function useSwitchEntries(usage: () => SettingsUsage | undefined): {
  flows: ComputedRef<SwitchEntry<FlowName>[]>
  methods: ComputedRef<SwitchEntry<ClientAuthenticationName>[]>
} {
  const { t } = useI18n()
  return {
    flows: computed(() =>
      FLOW_NAMES.map((name) => ({
        name,
        title: t(`flows.flow.${name}.title`),
        text: t(`flows.flow.${name}.text`),
        advisedAgainst: (FLOWS[name] as Flow).advisedAgainst,
        dependents: usage()?.flows[name]
      }))
    ),
    methods: computed(() =>
      CLIENT_AUTHENTICATION_NAMES.map((name) => ({
        name,
        title: name,
        mono: true,
        text: t(`flows.method.${name}`),
        dependents: usage()?.client_authentication[name]
      }))
    )
  }
}
