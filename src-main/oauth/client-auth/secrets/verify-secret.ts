import { hash, timingSafeEqual } from 'node:crypto'
import { acceptedSecrets, type Client } from '../../../model'
import type { Clock } from '../../../ports'
import type { ClientAuthenticationMethod } from '../method'
import { wrongCredentials } from '../wrong-credentials'

/**
 * Compares a secret with the accepted ones in constant time: each of them is compared, whichever it is. For an unknown client the same is done,
 * and it is answered alike.
 */
export function createVerifySecret({ clock }: { clock: Pick<Clock, 'nowSeconds'> }) {
  const knownDigest = createKnownDigests()
  const verify: ClientAuthenticationMethod['verify'] = (client, { text: secret }) => {
    const given = digest(secret)
    const accepted = accept(client, clock.nowSeconds())
    const same = accepted.filter((known) => timingSafeEqual(knownDigest(known), given)).length > 0
    if (!client) throw wrongCredentials('client-unknown')
    if (!same || accepted[0] === '') throw wrongCredentials('client-secret-wrong')
  }
  return verify
}

/** One at least, so that for a client without any the same is done. */
function accept(client: Client | undefined, now: number): readonly string[] {
  const secrets = client ? acceptedSecrets(client, now) : []
  return secrets.length ? secrets : ['']
}

const KEPT_DIGESTS = 2000

/** Digests of registered secrets, some of which may be replaced by now; of what somebody sends, nothing is kept. */
function createKnownDigests(): (secret: string) => Buffer {
  const digests = new Map<string, Buffer>()
  return (secret) => {
    const known = digests.get(secret)
    if (known) return known
    if (digests.size >= KEPT_DIGESTS) digests.clear()
    const made = digest(secret)
    digests.set(secret, made)
    return made
  }
}

/** Digests have one length, so that the length of the secret can't be measured either. */
function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
