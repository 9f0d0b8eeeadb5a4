import type { Draft, PlaygroundExchange } from '../../../contract'
import { requireToken, tokensOf } from '../answer-of'
import type { Mutation, MutationSteps } from '../mutation'

const WIDER_SCOPE = 'admin'

/** RFC 6749 §6: a refresh must not ask for what the person never agreed to. */
export const refreshScopeWider: Mutation = {
  run: async (steps) => {
    const { draft } = steps
    const refresh_token = requireToken(await tokensOf(steps), 'refresh_token')
    return refresh(steps, refresh_token, `${draft.scope ?? ''} ${WIDER_SCOPE}`.trim())
  }
}

/** RFC 9700 §4.14.2: a refresh token that was changed for another one is dead. */
export const refreshTokenReused: Mutation = {
  run: async (steps) => {
    const first = requireToken(await tokensOf(steps), 'refresh_token')
    requireToken(await refresh(steps, first), 'access_token')
    return refresh(steps, first)
  }
}

/** And whoever uses it kills the ones that came after it too. */
export const refreshTokenFamily: Mutation = {
  run: async (steps) => {
    const first = requireToken(await tokensOf(steps), 'refresh_token')
    const second = requireToken(await refresh(steps, first), 'refresh_token')
    await refresh(steps, first)
    return refresh(steps, second)
  }
}

function refresh(
  { draft, exchange }: MutationSteps,
  refresh_token: string,
  scope?: string
): Promise<PlaygroundExchange> {
  const { scope: _scope, response_type: _type, ...rest } = draft
  const values = { refresh_token }
  const asked: Draft = { ...rest, flow: 'oauth2_refresh_token', values, ...(scope ? { scope } : {}) }
  return exchange(undefined, { draft: asked })
}
