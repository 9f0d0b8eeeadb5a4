import type { TokenExpectations } from '../../contract'
import { SIGNING_ALGORITHMS } from '../../model'
import { TokenFault, type TokenLab } from '../../playground'
import type { PanelBase } from '../access/base'
import { unprocessable } from '../access/refusal'
import { createKeySources, type KeySourceDependencies } from './key-sources'
import { createRecentTokens, type RecentTokensDependencies } from './recent-tokens'
import { createSubjectNames, type SubjectNamesDependencies } from './subject-names'
import { createTokenStatus, type TokenStatusDependencies } from './token-status'

export type TokenLabDependencies = KeySourceDependencies &
  RecentTokensDependencies &
  SubjectNamesDependencies &
  TokenStatusDependencies & { readonly tokenLab: TokenLab }

/** Every procedure of `tokenLab`. */
export function createTokenLabProcedures(base: PanelBase, dependencies: TokenLabDependencies) {
  const { tokenLab, signingKeys, serverControl } = dependencies
  const keysOf = createKeySources(dependencies)
  const recent = createRecentTokens(dependencies)
  const subjectOf = createSubjectNames(dependencies)
  const statusOf = createTokenStatus(dependencies)
  return {
    verify: base.tokenLab.verify.handler(async ({ input, context }) => {
      const { keys: source, expected, ...question } = input
      const keys = await usable(keysOf(source, context))
      const usual = source.from === 'server' ? usualOf(serverControl.state().issuer) : {}
      const verdict = await usable(
        tokenLab.verify({ ...question, keys, expected: { ...usual, ...expected } })
      )
      const subject = await subjectOf(input.token, context.actor)
      return { ...verdict, ...(subject && { subject }) }
    }),

    status: base.tokenLab.status.handler(({ input, context }) => statusOf(input.token, context.actor)),

    sign: base.tokenLab.sign.handler(async ({ input }) =>
      usable(tokenLab.sign({ ...input, refusedKeys: await signingKeys.remembered() }))
    ),

    recent: base.tokenLab.recent.handler(({ context }) => recent.list(context.actor)),
    reveal: base.tokenLab.reveal.handler(({ input }) => ({ token: recent.reveal(input.id) }))
  }
}

/** What every token of this server says, whatever else is expected. */
function usualOf(issuer: string): TokenExpectations {
  return { iss: issuer, algs: [...SIGNING_ALGORITHMS] }
}

/** What can't be used is refused with what is accepted. */
async function usable<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result
  } catch (error) {
    if (error instanceof TokenFault) throw unprocessable(error.issues)
    throw error
  }
}
