import type { Parameter } from '../authentication'
import type { FlowInput, PlaygroundFlow } from './flow'

/** RFC 6749 §4.1.3: the code for tokens. The verifier of RFC 7636 §4.5 is revealed here alone. */
export const authorizationCode: PlaygroundFlow = {
  grantTypes: ['authorization_code'],
  confidentialOnly: false,
  parameters: codeParameters
}

/** The hybrid flow changes its code in the same way; what came to the redirect URI besides needs the implicit grant (OpenID Connect Registration §2). */
export const hybrid: PlaygroundFlow = {
  grantTypes: ['authorization_code', 'implicit'],
  confidentialOnly: false,
  parameters: codeParameters
}

function codeParameters({ values }: FlowInput): Parameter[] {
  const { code = '', redirect_uri, code_verifier } = values
  return [
    { name: 'grant_type', value: 'authorization_code' },
    { name: 'code', value: code, role: 'code' },
    ...(redirect_uri ? [{ name: 'redirect_uri', value: redirect_uri, role: 'redirect_uri' as const }] : []),
    ...(code_verifier
      ? [{ name: 'code_verifier', value: code_verifier, role: 'code_verifier' as const }]
      : [])
  ]
}
