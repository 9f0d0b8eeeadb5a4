import type { QuestionForm } from '../../../stores/token-lab/question-form'
import type { InspectedToken } from './inspected-tokens'

/** What the flow that brought a token knows of what it should say; undefined: another issuer's keys are not at hand. */
export function knownQuestion(one: InspectedToken): Partial<QuestionForm> | undefined {
  const { name, draft, access_token, code } = one
  if (draft.target) return undefined
  if (name !== 'id_token') return {}
  return {
    kind: 'id_token',
    aud: draft.client_id,
    nonce: draft.values?.nonce ?? '',
    access_token: access_token ?? '',
    code: code ?? ''
  }
}
