import { requireToken, tokensOf } from '../answer-of'
import type { Mutation } from '../mutation'
import { asOtherClient } from '../other-client'

/** Changes a token in its middle: of a JWT the last characters may hold bits that mean nothing. */
export function tamperedToken(token: string): string {
  const at = Math.floor(token.length / 2)
  return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`
}

export const accessTokenTampered: Mutation = {
  run: async (steps) => {
    const token = requireToken(await tokensOf(steps), 'access_token')
    return steps.use('userinfo', tamperedToken(token))
  }
}

export const accessTokenExpired: Mutation = {
  run: async (steps) => {
    const token = requireToken(await tokensOf(steps), 'access_token')
    await steps.outlive('access_token')
    return steps.use('userinfo', token)
  }
}

export const accessTokenRevoked: Mutation = {
  run: async (steps) => {
    const token = requireToken(await tokensOf(steps), 'access_token')
    await steps.use('revoke', token)
    return steps.use('userinfo', token)
  }
}

/** RFC 7662 §2.2: of a token that is dead nothing is told but that. */
export const introspectRevoked: Mutation = {
  run: async (steps) => {
    const token = requireToken(await tokensOf(steps), 'access_token')
    await steps.use('revoke', token)
    return steps.use('introspect', token)
  }
}

/** Nor of one that belongs to somebody else. */
export const introspectForeign: Mutation = {
  run: async (steps) => {
    const token = requireToken(await tokensOf(steps), 'access_token')
    return steps.use('introspect', token, await asOtherClient(steps))
  }
}
