/**
 * How strongly somebody proved themselves (OpenID Connect Core §2, `acr`), weakest first:
 * '1' – one factor: the password, or quick sign-in, which stands in for it on a loopback server for tests;
 * '2' – the password and a code that was mailed.
 */
export const ACR_VALUES = ['1', '2'] as const
export type Acr = (typeof ACR_VALUES)[number]

/** A proof of who somebody is: its `acr` and `amr` (RFC 8176 §2; `quick` is ours, since nothing was proved by it). */
export interface Proof {
  readonly acr: Acr
  readonly amr: readonly string[]
}

export const PASSWORD_PROOF: Proof = { acr: '1', amr: ['pwd'] }
export const PASSWORD_AND_CODE_PROOF: Proof = { acr: '2', amr: ['pwd', 'otp', 'mfa'] }
export const QUICK_PROOF: Proof = { acr: '1', amr: ['quick'] }
