import type { PlaygroundFlow } from './flow'
import { scopeParameter } from './scope-parameter'

/** RFC 6749 §6: a token for another one, with the same scopes or fewer. */
export const refreshToken: PlaygroundFlow = {
  grantTypes: ['refresh_token'],
  confidentialOnly: false,
  parameters: ({ scope, values }) => [
    { name: 'grant_type', value: 'refresh_token' },
    { name: 'refresh_token', value: values['refresh_token'] ?? '', role: 'refresh_token' },
    ...scopeParameter(scope)
  ]
}
