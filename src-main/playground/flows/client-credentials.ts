import type { PlaygroundFlow } from './flow'
import { scopeParameter } from './scope-parameter'

/** RFC 6749 §4.4: a client asks for a token for itself. */
export const clientCredentials: PlaygroundFlow = {
  grantTypes: ['client_credentials'],
  confidentialOnly: true,
  parameters: ({ scope }) => [{ name: 'grant_type', value: 'client_credentials' }, ...scopeParameter(scope)]
}
