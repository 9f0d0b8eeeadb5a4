import { isAccessTokenType } from '../token-kind'
import { failed, notChecked, ok, shown, type Finding, type RuleFacts } from './claim-rule'

/** An access token says that it is one, so that it can't be passed off as an ID token. */
export function typeRule({ header: { typ } }: RuleFacts): Finding {
  if (typ === undefined) return failed('missing', { expected: 'at+jwt' })
  return isAccessTokenType(typ)
    ? ok('as_expected', { received: shown(typ) })
    : failed('differs', { expected: 'at+jwt', received: shown(typ) })
}

/** The algorithm is one that was agreed upon; `none` never is (RFC 8725 §3.2). */
export function algorithmRule({ header, expected }: RuleFacts): Finding {
  const { alg } = header
  if (alg === undefined) return failed('missing')
  const received = shown(alg)
  if (/^none$/i.test(received)) return failed('unsigned')
  if (!expected.algs) return notChecked('nothing_expected', { received })
  return expected.algs.includes(received)
    ? ok('as_expected', { received })
    : failed('differs', { expected: expected.algs.join(', '), received })
}
