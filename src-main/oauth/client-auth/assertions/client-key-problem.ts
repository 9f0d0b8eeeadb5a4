import type { RefusalReason } from '../../refusal-reason'

/** A key of a client that can't be had. The message is half a sentence that is fit for `error_description`. */
export class ClientKeyProblem extends Error {
  override readonly name = 'ClientKeyProblem'

  constructor(
    readonly reason: RefusalReason,
    message: string,
    options?: ErrorOptions
  ) {
    super(message, options)
  }
}
