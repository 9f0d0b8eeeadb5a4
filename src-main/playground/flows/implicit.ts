import type { PlaygroundFlow } from './flow'

/** RFC 6749 §4.2, OpenID Connect Core §3.2: everything comes to the redirect URI, so the token endpoint is asked nothing. */
export const implicit: PlaygroundFlow = {
  grantTypes: ['implicit'],
  confidentialOnly: false,
  parameters: () => []
}
