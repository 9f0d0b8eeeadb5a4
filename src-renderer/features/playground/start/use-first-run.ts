import { ref } from 'vue'
import { usePlaygroundStore } from '../../../stores/playground/playground'
import { emptyDraftForm } from '../../../stores/playground/draft/playground-draft'
import {
  SAMPLES,
  usePlaygroundSamplesStore,
  type Sample,
  type SampleName
} from '../../../stores/playground/playground-samples'
import { useServerStore } from '../../../stores/settings/server'

/** Where the playground's own answers land, below the issuer. */
const LANDING_PLACE = '/playground/callback'

/** Runs a sample from nothing: with the client and the person that it needs. */
export function useFirstRun(onReady: () => Promise<void>) {
  const store = usePlaygroundStore()
  const samples = usePlaygroundSamplesStore()
  const server = useServerStore()
  const busy = ref<SampleName>()

  async function choose(sample: Sample): Promise<void> {
    const isBrowser = sample.flow === 'openid_code'
    if (!server.state) await server.load()
    const redirect_uri = isBrowser ? `${server.state?.issuer}${LANDING_PLACE}` : undefined
    const client_id = await samples.clientFor(sample, redirect_uri)
    store.startOver()
    Object.assign(store.form, emptyDraftForm(), { flow: sample.flow, client_id, scope: sample.scope })
    if (sample.flow !== 'oauth2_client_credentials') store.person = await samples.person()
    await onReady()
  }

  /** What doesn't fit is left for the person to mend, with the repair beside it. */
  async function start(name: SampleName): Promise<void> {
    busy.value = name
    try {
      await choose(SAMPLES[name])
      if (store.prepared?.mismatches.length) return
      if (name === 'code') await store.runAll({ username: store.person })
      else if (name === 'device') await store.authorize()
      else await store.send()
    } finally {
      busy.value = undefined
    }
  }

  return { busy, start }
}
