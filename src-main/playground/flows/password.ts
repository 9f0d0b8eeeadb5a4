import type { PlaygroundFlow } from './flow'
import { scopeParameter } from './scope-parameter'

/** RFC 6749 §4.3: the client has the person's own name and password. */
export const password: PlaygroundFlow = {
  grantTypes: ['password'],
  confidentialOnly: false,
  parameters: ({ scope, values }) => [
    { name: 'grant_type', value: 'password' },
    { name: 'username', value: values['username'] ?? '' },
    { name: 'password', value: values['password'] ?? '', role: 'password' },
    ...scopeParameter(scope)
  ]
}
