import { PLAYGROUND_FIELDS, type Mismatch, type PlaygroundFlowName, type ServerState } from '../contract'
import {
  CLIENT_AUTHENTICATION,
  displayNameOf,
  isConfidential,
  type Client,
  type ClientAuthenticationName,
  type Settings
} from '../model'
import type { Proof } from './authentication'
import type { PlaygroundFlow } from './flows'

/** What a request depends on. */
export interface Situation {
  readonly state: ServerState
  readonly settings: Settings
  readonly client: Client | undefined
  readonly flowName: PlaygroundFlowName
  readonly flow: PlaygroundFlow
  readonly method: ClientAuthenticationName
  readonly proof: Pick<Proof, 'client_id' | 'client_secret' | 'privateKey'>
  readonly values: Readonly<Record<string, string>>
}

/** Why a request would be refused, in the order in which a person mends it. */
export function mismatchesOf(situation: Situation): Mismatch[] {
  return [
    ...serverMismatches(situation),
    ...clientMismatches(situation),
    ...proofMismatches(situation),
    ...valueMismatches(situation)
  ]
}

function serverMismatches({ state, settings, flowName, method }: Situation): Mismatch[] {
  const found: (Mismatch | false)[] = [
    state.status !== 'running' && { id: 'server_stopped', values: {}, repair: 'start_server' },
    !settings.flows[flowName] && { id: 'flow_off', values: { flow: flowName }, repair: 'switch_flow_on' },
    !settings.client_authentication[method] && {
      id: 'method_off',
      values: { method },
      repair: 'switch_method_on'
    }
  ]
  return found.filter((mismatch) => mismatch !== false)
}

function clientMismatches({ client, flow, method, proof }: Situation): Mismatch[] {
  if (!client) return [{ id: 'client_unknown', values: { client_id: proof.client_id } }]
  const name = displayNameOf(client)
  const registered = client.token_endpoint_auth_method
  const values = { name, client_id: client.client_id }
  const isPublic = flow.confidentialOnly && !isConfidential(client)
  const found: (Mismatch | false)[] = [
    client.blocked && { id: 'client_blocked', values, repair: 'unblock' },
    method !== registered && {
      id: 'method_differs',
      values: { ...values, method, registered },
      repair: 'use_registered_method'
    },
    isPublic && { id: 'public_client', values: { ...values, grant_type: flow.grantType } },
    // A public client can't be allowed the grant either, so that repair would lead nowhere.
    !isPublic &&
      !client.grant_types.includes(flow.grantType) && {
        id: 'grant_not_allowed',
        values: { ...values, grant_type: flow.grantType },
        repair: 'allow_grant'
      }
  ]
  return found.filter((mismatch) => mismatch !== false)
}

function proofMismatches({ client, method, proof, flow }: Situation): Mismatch[] {
  const values = {
    client_id: proof.client_id,
    name: client ? displayNameOf(client) : proof.client_id,
    method
  }
  const needed = CLIENT_AUTHENTICATION[method].proof
  if (needed === 'secret' && proof.client_secret === undefined) return [{ id: 'secret_missing', values }]
  if ((needed === 'key' || flow.signs) && proof.privateKey === undefined)
    return [{ id: 'key_missing', values, ...(client ? { repair: 'generate_key' as const } : {}) }]
  if (needed === 'certificate') return [{ id: 'certificate_missing', values }]
  return []
}

/** Values that the flow needs and nobody gave; the request can be sent without them all the same. */
function valueMismatches({ flowName, values }: Situation): Mismatch[] {
  return PLAYGROUND_FIELDS[flowName]
    .filter(({ name, optional }) => !optional && !values[name])
    .map(({ name }) => ({ id: 'value_missing', values: { field: name } }))
}
