import type { Draft, PlaygroundExchange, PlaygroundRun } from '../../../../src-main/contract'
import { tokenAnswerOf } from '../inspector/token-answer'

/** The tokens that a flow has brought so far. */
export interface ChainTokens {
  /** In whose name they are used. */
  readonly draft: Draft
  readonly access_token?: string | undefined
  readonly refresh_token?: string | undefined
  readonly id_token?: string | undefined
  /** The refresh token that the last refresh put another in the place of. */
  readonly replaced?: string | undefined
}

/** Of everything that came, front channel first, the latest of each kind. */
export function chainTokens(
  run: PlaygroundRun | undefined,
  exchanges: readonly PlaygroundExchange[]
): ChainTokens | undefined {
  const first = run ? frontChannelTokens(run) : undefined
  return exchanges.reduce<ChainTokens | undefined>((before, exchange) => {
    const answer = tokenAnswerOf(exchange)
    if (!answer) return before
    const isRotated = answer.refresh_token !== undefined && before?.refresh_token !== undefined
    return {
      draft: exchange.draft,
      access_token: answer.access_token,
      refresh_token: answer.refresh_token ?? before?.refresh_token,
      id_token: answer.id_token ?? before?.id_token,
      replaced:
        isRotated && answer.refresh_token !== before.refresh_token ? before.refresh_token : before?.replaced
    }
  }, first)
}

/** What came to the redirect URI beside a code (OAuth 2.0 Multiple Response Types §5). */
function frontChannelTokens({ draft, callback }: PlaygroundRun): ChainTokens | undefined {
  const valueOf = (name: string) => callback?.parameters.find((parameter) => parameter.name === name)?.value
  const [access_token, id_token] = [valueOf('access_token'), valueOf('id_token')]
  return access_token || id_token ? { draft, access_token, id_token } : undefined
}
