import type { Client, Settings } from '../../../model'

/** How long an ID token of the client lives, in seconds. */
export function idTokenLifetime(client: Client, settings: Settings): number {
  return client.lifetimes.id_token ?? settings.lifetimes.id_token
}
