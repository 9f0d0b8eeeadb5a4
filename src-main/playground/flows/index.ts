/**
 * The flows that the playground can run, by the names of their switches: one value each.
 *
 * They lean on the model and the contract. They must not know how a client proves itself.
 */
import type { PlaygroundFlowName } from '../../contract'
import { clientCredentials } from './client-credentials'
import type { PlaygroundFlow } from './flow'

export const PLAYGROUND_FLOWS: Readonly<Record<PlaygroundFlowName, PlaygroundFlow>> = {
  oauth2_client_credentials: clientCredentials
}

export type { PlaygroundFlow } from './flow'
