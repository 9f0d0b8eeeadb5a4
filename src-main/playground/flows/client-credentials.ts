import type { PlaygroundFlow } from './flow'

/** RFC 6749 §4.4: a client asks for a token for itself. */
export const clientCredentials: PlaygroundFlow = {
  grantType: 'client_credentials',
  confidentialOnly: true,
  parameters: ({ scope }) => [
    { name: 'grant_type', value: 'client_credentials' },
    ...(scope ? [{ name: 'scope', value: scope, role: 'scope' as const }] : [])
  ]
}
