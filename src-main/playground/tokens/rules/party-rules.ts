import { equals, failed, notChecked, ok, shown, type Finding, type RuleFacts } from './claim-rule'

/** Who issued it. */
export function issuerRule({ claims, expected, kind }: RuleFacts): Finding {
  return equals(claims.iss, expected.iss, kind !== 'jwt')
}

/** For whom it is meant: a text, or a list of them that whoever asks must be in (RFC 7519 §4.1.3). */
export function audienceRule({ claims, expected, kind }: RuleFacts): Finding {
  const { aud } = claims
  const list = [aud].flat()
  if (aud === undefined || !list.length) return equals(undefined, expected.aud, kind !== 'jwt')
  const received = shown(aud)
  if (list.some((one) => typeof one !== 'string')) return failed('malformed', { received })
  if (expected.aud === undefined) return notChecked('nothing_expected', { received })
  return list.includes(expected.aud)
    ? ok('as_expected', { received })
    : failed('differs', { expected: expected.aud, received })
}

/** To whom it was issued: the client itself where the ID token says so, and it must say so of several audiences. */
export function authorizedPartyRule({ claims, expected, kind }: RuleFacts): Finding {
  const wanted = expected.azp ?? (kind === 'id_token' ? expected.aud : undefined)
  if (claims.azp !== undefined) return equals(claims.azp, wanted, false)
  if (kind === 'id_token' && [claims.aud].flat().length > 1) return failed('several_audiences')
  return equals(undefined, expected.azp, false)
}

/** What ties an ID token to the request of one browser. */
export function nonceRule({ claims, expected }: RuleFacts): Finding {
  return equals(claims.nonce, expected.nonce, false)
}
