import {
  mutationsOf,
  type ClientAuthenticationName,
  type FlowName,
  type PlaygroundMutation
} from '../../../../src-main/contract'

/** The steps whose cards have a menu. */
export type BreakablePart = 'authorize' | 'exchange' | 'use'

/** The changes that belong on a card: what comes back from the browser is looked at where the browser was sent. */
export function mutationsAt(
  part: BreakablePart,
  flow: FlowName,
  method: ClientAuthenticationName
): readonly PlaygroundMutation[] {
  return mutationsOf(flow, method).filter((mutation) => partOf(mutation) === part)
}

function partOf({ id, step }: PlaygroundMutation): BreakablePart {
  if (step === 'verify') return id === 'state_altered' ? 'authorize' : 'exchange'
  return step === 'poll' ? 'exchange' : step
}
