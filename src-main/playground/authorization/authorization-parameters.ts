import { FLOWS } from '../../model'
import type { Parameter } from '../authentication'
import { parameterOf } from '../parameter-roles'
import type { Plan } from '../plan/plan'
import { codeChallengeOf } from './code-challenge'

/**
 * What an authorization request says, in the order of RFC 6749 §4.1.1, then OpenID Connect Core §3.1.2.1, RFC 7636 §4.3 and
 * RFC 9449 §10. What is empty is left out.
 */
export function authorizationParameters(plan: Plan, thumbprint: string | undefined): Parameter[] {
  const { draft, responseType, redirect_uri } = plan
  const { authorization, values } = draft
  const challenge = codeChallengeOf(draft)
  const own: readonly (readonly [string, string | undefined])[] = [
    ['response_type', responseType],
    ['client_id', draft.client_id],
    ['redirect_uri', redirect_uri],
    ['scope', draft.scope],
    ['state', values['state']],
    ['nonce', draft.flow.startsWith('openid_') ? values['nonce'] : undefined],
    ['code_challenge', challenge],
    ['code_challenge_method', challenge && authorization.pkce],
    ['response_mode', authorization.response_mode],
    ['dpop_jkt', responseType?.includes('code') ? thumbprint : undefined]
  ]
  return [...own, ...authorization.parameters].flatMap(([name, value]) =>
    value ? [parameterOf(name, value)] : []
  )
}

/** Whether the draft's flow is one of OpenID Connect, so that its requests carry the scope `openid`. */
export function isOpenId({ draft }: Pick<Plan, 'draft'>): boolean {
  return draft.flow.startsWith('openid_') && FLOWS[draft.flow].responseTypes.length > 0
}
