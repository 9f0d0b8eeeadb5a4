import { playgroundResponseTypes, type CompleteDraft } from '../../contract'

/** Whether what comes back from the browser is a code, so that a token request follows (OpenID Connect Core §3, table). */
export function yieldsCode({ flow, response_type }: Pick<CompleteDraft, 'flow' | 'response_type'>): boolean {
  const offered = playgroundResponseTypes(flow)
  const asked = offered.find((one) => one === response_type) ?? offered[0]
  return asked?.split(' ').includes('code') ?? false
}
