import { hash, timingSafeEqual } from 'node:crypto'
import type { Client } from '../../model'
import type { Evidence } from './method'
import { wrongCredentials } from './wrong-credentials'

/** Compares a secret with the registered one in constant time. An unknown client takes as long and is answered alike. */
export async function verifySecret(client: Client | undefined, { text: secret }: Evidence): Promise<void> {
  // Digests have one length, so that the length of the secret can't be measured either.
  const same = timingSafeEqual(digest(client?.client_secret ?? ''), digest(secret))
  if (!client) throw wrongCredentials('client-unknown')
  if (!same || !client.client_secret) throw wrongCredentials('client-secret-wrong')
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
