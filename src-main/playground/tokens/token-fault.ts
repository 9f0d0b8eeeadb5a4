import type { Issue } from '../../contract'

/** A token or a key that nothing can be done with; `issues` says which field it is and what is accepted. */
export class TokenFault extends Error {
  override readonly name = 'TokenFault'

  constructor(readonly issues: readonly Issue[]) {
    super(issues[0]?.message ?? 'The token can not be used')
  }
}

/** A fault of one field. */
export function tokenFault(path: readonly string[], message: string): TokenFault {
  return new TokenFault([{ path: [...path], message }])
}
