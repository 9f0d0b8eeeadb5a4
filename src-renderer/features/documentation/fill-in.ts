import type { ShownClient } from '../../../src-main/contract'

/** What the examples of a page are filled in with: the values of `{{issuer}}`, `{{client_id}}` and so on. */
export type ExampleValues = Readonly<Record<string, string>>

/** The values for a client, as far as it has them. */
export function exampleValues(issuer: string, client: ShownClient | undefined): ExampleValues {
  const redirectUri = client?.redirect_uris[0] ?? 'http://localhost:3000/callback'
  return {
    issuer,
    ...(client && { client_id: client.client_id }),
    redirect_uri: redirectUri,
    redirect_uri_encoded: encodeURIComponent(redirectUri),
    scope: client?.scope?.split(' ')[0] ?? 'user'
  }
}

/** A text with each `{{name}}` replaced; where there is no value, by the name in capitals, which says what belongs there. */
export function fillIn(text: string, values: ExampleValues): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? name.toUpperCase())
}
