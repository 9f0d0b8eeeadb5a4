import type { IssuedToken } from '../../model'
import type { FindToken } from './find-token'

/**
 * The record of an access token that is alive and that its bearer may use as it is. Where nobody checks a proof, a token that wants one
 * (RFC 9449 §7, RFC 8705 §3) is as good as unknown, and so is every other kind of token.
 */
export function createVerifyAccessToken({ findToken }: { findToken: FindToken }) {
  return async (token: string): Promise<IssuedToken | undefined> => {
    const record = (await findToken(token))?.record
    return record?.kind === 'access_token' && !record.cnf ? record : undefined
  }
}
