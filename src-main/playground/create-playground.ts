import type { PlaygroundExchange, Prepared } from '../contract'
import type { Client } from '../model'
import { createCodeWriter, type CodeWriter } from './code'
import { createPrepare } from './engine/prepare'
import { createRunAll, type RunAll } from './engine/run-all'
import { createServices } from './engine/services'
import { createSteps, type Steps } from './engine/steps'
import { makeKeyPair, type JwkPair } from './key-pair'
import type { Asked } from './plan/plan'
import type { PlaygroundDependencies } from './playground-dependencies'
import { withPublicKey } from './with-public-key'

/** The engine: every step alone, and all of them at once. Whatever can't be made throws RequestNotBuilt. */
export interface Playground extends Steps {
  /** Builds the requests of a draft and a curl command; nothing is sent. */
  prepare(asked: Asked): Promise<Prepared>
  readonly runAll: RunAll
  readonly writeCode: CodeWriter
  /** What somebody sent, newest first. */
  transcript(actor: string): readonly PlaygroundExchange[]
  clear(actor: string): void
  /** Makes a key pair: the public half goes into the client's `jwks`, the private one stays with the playground. */
  generateKey(client: Client): Promise<JwkPair>
}

export function createPlayground(dependencies: PlaygroundDependencies): Playground {
  const { store } = dependencies
  const services = createServices(dependencies)
  const steps = createSteps(services)
  const { list: transcript, clear } = services.transcripts
  return {
    ...steps,
    prepare: createPrepare(services),
    runAll: createRunAll(services, steps),
    writeCode: createCodeWriter(services),
    transcript,
    clear,

    async generateKey(client) {
      const pair = await makeKeyPair(client.token_endpoint_auth_signing_alg)
      const former = await store.playgroundKeys.get(client.client_id)
      // The private half first: a public key that nobody can use is worse than a private one that nobody knows.
      await store.playgroundKeys.upsert(client.client_id, () => ({
        client_id: client.client_id,
        jwk: pair.privateKey
      }))
      await store.clients.update(client.client_id, (current) =>
        withPublicKey(current, pair.publicKey, former?.jwk.kid)
      )
      return pair
    }
  }
}
