import type { Mismatch } from '../../contract'
import type { Plan } from '../plan/plan'
import { present } from './present'

/** What the server itself stands in the way with. */
export function serverMismatches({ state, settings, draft, method }: Plan): Mismatch[] {
  const { flow } = draft
  return present([
    state.status !== 'running' && { id: 'server_stopped', values: {}, repair: 'start_server' },
    !settings.flows[flow] && { id: 'flow_off', values: { flow }, repair: 'switch_flow_on' },
    !settings.client_authentication[method] && {
      id: 'method_off',
      values: { method },
      repair: 'switch_method_on'
    }
  ])
}
