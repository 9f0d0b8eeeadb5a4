import { computed, onScopeDispose, watch, type ComputedRef } from 'vue'
import { useDesktopStore } from '../../stores/desktop'
import { useLiveStore } from '../../stores/live'
import { useServerStore } from '../../stores/settings/server'
import { useSessionStore } from '../../stores/people/session'

/** Whether something that was chosen waits for a restart of the running server, or of the app around it. */
export function useRestartNeed(): ComputedRef<boolean> {
  const server = useServerStore()
  const session = useSessionStore()
  const desktop = useDesktopStore()

  async function look(): Promise<void> {
    if (session.may('moderator')) await server.loadFacts().catch(() => undefined)
  }
  watch(() => server.state?.status, look, { immediate: true })
  onScopeDispose(
    useLiveStore().subscribe((event) => {
      if (event.type === 'changed' && (event.what === 'settings' || event.what === 'everything')) void look()
    })
  )

  return computed(
    () =>
      server.state?.status === 'running' &&
      (Boolean(server.facts?.pending.length) || (desktop.state?.restartNeeded ?? false))
  )
}
