import { requireToken } from '../answer-of'
import { parameterOf, withParameter } from '../change-request'
import type { Mutation } from '../mutation'
import { asOtherClient } from '../other-client'

/** RFC 6749 §4.1.2: a code works once. */
export const codeReplayed: Mutation = {
  run: async ({ authorize, exchange }) => {
    const run = await authorize()
    // A second refusal would say nothing where the first one was refused already.
    requireToken(await exchange(run), 'access_token')
    return exchange(run)
  }
}

/** And what was issued for it before goes with it. */
export const codeReplayedTokens: Mutation = {
  run: async ({ authorize, exchange, use }) => {
    const run = await authorize()
    const token = requireToken(await exchange(run), 'access_token')
    await exchange(run)
    return use('userinfo', token)
  }
}

export const codeExpired: Mutation = {
  run: async ({ authorize, exchange, outlive }) => {
    const run = await authorize()
    await outlive('authorization_code')
    return exchange(run)
  }
}

export const codeOfAnotherClient: Mutation = {
  run: async (steps) => {
    const run = await steps.authorize()
    return steps.exchange(run, await asOtherClient(steps))
  }
}

/** RFC 6749 §4.1.3: the redirect URI of the exchange must be that of the request. */
export const redirectUriDiffers: Mutation = {
  request: (built) =>
    parameterOf(built.request, 'code') === undefined
      ? built
      : withParameter(built, 'redirect_uri', `${parameterOf(built.request, 'redirect_uri') ?? ''}/elsewhere`)
}
