import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import { useApi } from '../api'
import { useLiveStore } from './live'
import type { ProfileDocument } from './profile'
import { useServerStore } from './settings/server'
import type { DesktopChange, DesktopState } from '../../src-main/contract'

/** How a fresh data folder begins. */
export interface Beginning {
  readonly how: 'samples' | 'empty' | 'import'
  /** Left out: as it is. */
  readonly port?: number
  /** With `import`. */
  readonly profile?: ProfileDocument
}

/** The app around the panel: what it remembers and what only it can do. Needs the capability `desktop`. */
export const useDesktopStore = defineStore('desktop', () => {
  const { client } = useApi()
  const server = useServerStore()
  const state = shallowRef<DesktopState>()
  useLiveStore().subscribe((event) => {
    if (event.type === 'desktop') state.value = event.state
  })

  async function load(): Promise<void> {
    state.value = await client.desktop.state()
  }

  /** Acts at once. Rejects with the contract's errors. */
  async function change(wanted: DesktopChange): Promise<void> {
    state.value = await client.desktop.change(wanted)
  }

  /** Fills the fresh data folder and starts the server, whose state says whether it could. */
  async function begin({ how, port, profile }: Beginning): Promise<void> {
    server.state = await client.desktop.begin({
      how,
      ...(port === undefined ? {} : { port }),
      ...(profile ? { profile } : {})
    })
    await load()
  }

  async function checkForUpdate(): Promise<void> {
    state.value = await client.desktop.checkForUpdate()
  }

  const installUpdate = () => client.desktop.installUpdate()
  const resetToPreset = () => client.desktop.resetToPreset()
  const restart = () => client.desktop.restart()
  /** The file that the app was opened with, once; null for none. */
  const takeImport = () => client.desktop.takeImport()

  return {
    state,
    isFirstRun: computed(() => state.value?.firstRun ?? false),
    load,
    change,
    begin,
    checkForUpdate,
    installUpdate,
    resetToPreset,
    restart,
    takeImport
  }
})
