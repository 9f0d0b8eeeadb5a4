import { defineStore } from 'pinia'
import { ref, watch } from 'vue'

/** Where the page opens at which a person signs in; or nowhere, since the server does it for somebody. */
export const OPENINGS = ['clean', 'window', 'browser', 'automatic'] as const
export type Opening = (typeof OPENINGS)[number]

const KEPT_UNDER = 'playground.hidesSecrets'

/** How the playground is looked at, in all its parts alike. */
export const usePlaygroundViewStore = defineStore('playground-view', () => {
  /** Whether dots stand in the place of secrets and tokens. */
  const hidesSecrets = ref(localStorage.getItem(KEPT_UNDER) === 'yes')
  watch(hidesSecrets, (hides) => localStorage.setItem(KEPT_UNDER, hides ? 'yes' : 'no'))
  /** What the person said; undefined: what goes best with the rest. */
  const saidOpening = ref<Opening>()

  return { hidesSecrets, saidOpening }
})
