import { computed } from 'vue'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { OPENINGS, usePlaygroundViewStore, type Opening } from '../../../stores/playground/playground-view'
import { useSessionStore } from '../../../stores/people/session'

/** The choice that all parts of the page share. A clean window is one that only the desktop can open. */
export function useOpening() {
  const store = usePlaygroundStore()
  const view = usePlaygroundViewStore()
  const session = useSessionStore()
  const hasWindows = computed(() => session.can('playground.windows'))
  const available = computed(() => OPENINGS.filter((one) => one !== 'clean' || hasWindows.value))
  const opening = computed<Opening>({
    get() {
      const said = view.saidOpening
      const isThere = said !== undefined && available.value.includes(said)
      if (isThere && (said !== 'automatic' || store.person)) return said
      if (store.person) return 'automatic'
      return hasWindows.value ? 'clean' : 'window'
    },
    set: (chosen) => (view.saidOpening = chosen)
  })
  return { opening, available, hasWindows }
}

const FEATURES: Readonly<Record<Opening, string>> = {
  clean: 'popup,width=520,height=760',
  window: 'popup,width=520,height=760',
  browser: '',
  automatic: ''
}

/** Opens a window that has no address yet; null where the browser doesn't let it. */
export function reservePage(opening: Opening): Window | null {
  return window.open('about:blank', nameOf(opening), FEATURES[opening])
}

/** Opens the page: in the reserved window, or where there is none in one that the desktop makes. */
export function openPage(opening: Opening, url: string, reserved?: Window | null): void {
  if (reserved) reserved.location.href = url
  else if (reserved === undefined) window.open(url, nameOf(opening), FEATURES[opening])
}

/** By its name the desktop knows what kind of window is asked for. */
const nameOf = (opening: Opening): string => (opening === 'browser' ? '_blank' : `playground-${opening}`)
