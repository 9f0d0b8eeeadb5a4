import { failed, notChecked, ok, shown, type Finding, type RuleFacts } from './claim-rule'

/** From then on it is dead; the skew gives it a little longer. */
export function expiryRule(facts: RuleFacts): Finding {
  return momentRule(facts, 'exp', facts.kind !== 'jwt', (left) =>
    left + facts.skewSeconds > 0 ? ok('in_time', apart(left)) : failed('expired', apart(left))
  )
}

/** Before then it is no good. */
export function notBeforeRule(facts: RuleFacts): Finding {
  return momentRule(facts, 'nbf', false, (left) =>
    left > facts.skewSeconds ? failed('not_yet', apart(left)) : ok('in_time', apart(left))
  )
}

/** A token from the future was made by a clock that can't be trusted. */
export function issuedAtRule(facts: RuleFacts): Finding {
  return momentRule(facts, 'iat', facts.kind !== 'jwt', (left) =>
    left > facts.skewSeconds ? failed('in_future', apart(left)) : ok('in_time', apart(left))
  )
}

/** A NumericDate (RFC 7519 §2), judged by the seconds until it comes; they are negative once it has passed. */
function momentRule(
  { claims, nowSeconds }: RuleFacts,
  name: 'exp' | 'nbf' | 'iat',
  isRequired: boolean,
  judge: (left: number) => Finding
): Finding {
  const moment = claims[name]
  if (moment === undefined) return isRequired ? failed('missing') : notChecked('absent')
  if (typeof moment !== 'number') return failed('malformed', { received: shown(moment) })
  return judge(Math.round(moment - nowSeconds))
}

function apart(left: number): Finding['values'] {
  return { seconds: String(Math.abs(left)) }
}
