import { defineStore } from 'pinia'
import { ref } from 'vue'
import { useApi } from '../../api'
import type { ClientAuthenticationName, FlowName, Settings, SettingsPatch } from '../../../src-main/contract'

/** How many clients depend on each flow and on each authentication method. */
export interface SettingsUsage {
  flows: Record<FlowName, number>
  client_authentication: Record<ClientAuthenticationName, number>
}

/** Every setting of the server as it is stored, who depends on the switches, and the preview of discovery. */
export const useSettingsStore = defineStore('settings', () => {
  const { client: api } = useApi()
  const settings = ref<Settings>()
  const usage = ref<SettingsUsage>()
  const failure = ref<unknown>()

  async function load(): Promise<void> {
    try {
      const [stored, counted] = await Promise.all([api.settings.get(), api.settings.usage()])
      settings.value = stored
      usage.value = counted
      failure.value = undefined
    } catch (error) {
      failure.value = error
    }
  }

  /** Replaces what the patch names; acts at once. Rejects with the contract's errors. */
  async function save(patch: SettingsPatch): Promise<Settings> {
    const stored = await api.settings.update(patch)
    settings.value = stored
    return stored
  }

  /** The discovery document as it would be with the patch. */
  const previewMetadata = (patch: SettingsPatch) => api.settings.previewMetadata(patch)

  return { settings, usage, failure, load, save, previewMetadata }
})
