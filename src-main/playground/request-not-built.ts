import type { Issue } from '../contract'

/** A draft from which no request can be made; `issues` says which field of it is in the way. */
export class RequestNotBuilt extends Error {
  override readonly name = 'RequestNotBuilt'

  constructor(readonly issues: readonly Issue[]) {
    super(issues[0]?.message ?? 'There is no request to send')
  }
}
