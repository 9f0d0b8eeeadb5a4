import { playgroundFlowKind, type PlaygroundExchange } from '../../contract'
import { say } from '../../model'
import { RequestNotBuilt } from '../request-not-built'
import type { MutationSteps } from './mutation'

/** A token of an answer. Throws RequestNotBuilt where none came, since nothing can be done with it then. */
export function requireToken(
  { response, verdict }: PlaygroundExchange,
  name: 'access_token' | 'refresh_token'
): string {
  const token = memberOf(response?.body ?? '', name)
  if (token !== undefined) return token
  const why = [verdict.error, verdict.error_description].filter(Boolean).join(': ')
  const message = why ? say('token_refused', { name, why }) : say('token_needed', { name })
  throw new RequestNotBuilt([{ path: ['mutation'], message }])
}

/** Goes through the flow as it should be, up to its tokens. */
export async function tokensOf({
  draft,
  authorize,
  decide,
  exchange
}: MutationSteps): Promise<PlaygroundExchange> {
  if (playgroundFlowKind(draft.flow) === 'direct') return exchange()
  const run = await authorize()
  if (run.device) await decide(run, 'allow')
  return exchange(run)
}

function memberOf(body: string, name: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(body)
    const value = typeof answer === 'object' && answer !== null ? Object.entries(answer) : []
    const found: unknown = value.find(([key]) => key === name)?.[1]
    return typeof found === 'string' ? found : undefined
  } catch {
    // An answer that is no JSON holds no token.
    return undefined
  }
}
