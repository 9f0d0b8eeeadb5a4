import type { Draft, PlaygroundExchange, Prepared, TokenUse } from '../contract'
import type { Client } from '../model'
import type { BuiltRequest } from './built-request'
import { curlCommand } from './curl-command'
import { makeKeyPair, type JwkPair } from './key-pair'
import { mismatchesOf } from './mismatches'
import { createPlanner } from './plan-request'
import type { PlaygroundDependencies } from './playground-dependencies'
import { sendRequest } from './send-request'
import { createTranscripts } from './transcripts'
import { withPublicKey } from './with-public-key'

/** `actor` names whoever asks; `client` is the draft's client, undefined where it is not theirs to use. */
export interface Playground {
  /** Builds a request and its curl command; nothing is sent. Throws RequestNotBuilt for a key or secret that can't sign. */
  prepare(draft: Draft, client: Client | undefined): Promise<Prepared>
  /** Builds a request, sends it and remembers what came back. Throws RequestNotBuilt. */
  send(actor: string, draft: Draft, client: Client | undefined): Promise<PlaygroundExchange>
  /** Does something with a token in the name of the draft's client, and remembers what came back. Throws RequestNotBuilt. */
  use(
    actor: string,
    request: { draft: Draft; use: TokenUse; token: string },
    client: Client | undefined
  ): Promise<PlaygroundExchange>
  transcript(actor: string): readonly PlaygroundExchange[]
  clear(actor: string): void
  /** Makes a key pair: the public half goes into the client's `jwks`, the private one stays with the playground. */
  generateKey(client: Client): Promise<JwkPair>
}

export function createPlayground(dependencies: PlaygroundDependencies): Playground {
  const { store } = dependencies
  const planRequest = createPlanner(dependencies)
  const transcripts = createTranscripts()
  return {
    async prepare(draft, client) {
      const plan = await planRequest(draft, client)
      const mismatches = mismatchesOf(plan.situation)
      if (!plan.buildable) return { mismatches }
      const built = await plan.build()
      // An assertion works once, so the command carries one of its own.
      const { request } = built.assertion ? await plan.build() : built
      return { ...shown(built), curl: curlCommand(request), mismatches }
    },

    async send(actor, draft, client) {
      const plan = await planRequest(draft, client)
      const exchange = await sendRequest(dependencies, draft, 'token', await plan.build())
      transcripts.add(actor, exchange)
      return exchange
    },

    async use(actor, { draft, use, token }, client) {
      const plan = await planRequest(draft, client)
      const exchange = await sendRequest(dependencies, draft, use, await plan.buildUse(use, token))
      transcripts.add(actor, exchange)
      return exchange
    },

    transcript: transcripts.list,
    clear: transcripts.clear,

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

function shown({ request, assertion }: BuiltRequest): Pick<Prepared, 'request' | 'assertion'> {
  return {
    request,
    ...(assertion ? { assertion: { header: assertion.header, claims: assertion.claims } } : {})
  }
}
