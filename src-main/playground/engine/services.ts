import { createCheckIdToken } from '../authorization/check-id-token'
import { createKeySetOf } from '../authorization/key-set-of'
import { createOpenAnswer } from '../tokens/open-answer'
import { createReadCallback } from '../authorization/read-callback'
import { createWalk } from '../automatic/walk'
import { createPlanner } from '../plan/create-planner'
import type { PlaygroundDependencies } from '../playground-dependencies'
import { createRuns } from '../runs/runs'
import { createSender } from '../sending/create-sender'
import { createTlsOf } from '../sending/tls-of'
import { landingAddress } from '../target/own-target'
import { createTranscripts } from '../sending/transcripts'

/** What the steps of a flow share. */
export type Services = PlaygroundDependencies & ReturnType<typeof connect>

export function createServices(dependencies: PlaygroundDependencies): Services {
  return { ...dependencies, ...connect(dependencies) }
}

function connect(dependencies: PlaygroundDependencies) {
  const { clock, httpSender, serverState, scheme, issuer } = dependencies
  const transcripts = createTranscripts()
  const tlsOf = createTlsOf(dependencies)
  const keySetOf = createKeySetOf({ httpSender, tlsOf })
  const checkIdToken = createCheckIdToken({ keySetOf, nowSeconds: clock.nowSeconds })
  return {
    transcripts,
    checkIdToken,
    keySetOf,
    openAnswer: createOpenAnswer({ keySetOf, nowSeconds: clock.nowSeconds }),
    landing: () => landingAddress({ state: serverState(), scheme: scheme(), issuer: issuer() }),
    planDraft: createPlanner(dependencies),
    runs: createRuns(clock),
    sender: createSender({ ...dependencies, transcripts, tlsOf }),
    readCallback: createReadCallback({ checkIdToken, keySetOf, nowMs: clock.nowMs }),
    walk: createWalk({ httpSender, tlsOf })
  }
}
