import type { ClientAuthenticationName, FlowName } from '../../../model'
import type { PlaygroundMutation } from './mutation'
import { CLIENT_MUTATIONS } from './mutations-client'
import { REQUEST_MUTATIONS } from './mutations-request'
import { TOKEN_MUTATIONS } from './mutations-token'

/** Every change, in the order of the menu; a file of src-main/playground/mutations says how each is made. */
export const MUTATIONS = [...REQUEST_MUTATIONS, ...CLIENT_MUTATIONS, ...TOKEN_MUTATIONS] as const

export type MutationId = (typeof MUTATIONS)[number]['id']
export const MUTATION_IDS = MUTATIONS.map(({ id }) => id) as [MutationId, ...MutationId[]]

/** The changes that can be made in a flow with a client's way to prove itself. */
export function mutationsOf(flow: FlowName, method: ClientAuthenticationName): readonly PlaygroundMutation[] {
  return MUTATIONS.filter((mutation: PlaygroundMutation) => {
    const methods = mutation.methods
    return mutation.flows.includes(flow) && (methods === undefined || methods.includes(method))
  })
}
