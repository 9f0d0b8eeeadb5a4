import { createHmac } from 'node:crypto'
import type { Client } from '../../model'
import type { Awaitable, Random, Store } from '../../ports'

/** Who a person is to a client (OpenID Connect Core §8). */
export interface Subjects {
  /** What the client sees of the person with this subject: the same, or one that is made for the client's sector alone. */
  subjectFor(client: Client, sub: string): Awaitable<string>
  /** The way back: the person, by the subject that the store knows, whom the client knows by this one; undefined: nobody who is there. */
  personOf(client: Client, subject: string): Awaitable<string | undefined>
}

/** 256 bits and more, as 50 characters of 5.95 bits each. */
const SALT_CHARACTERS = 50

/**
 * Pairwise subjects (OpenID Connect Core §8.1): a digest of sector, subject and a secret of the server, so that clients of two sectors
 * can't find out that they know the same person. The secret is made when it is first needed and kept in `tokens.pairwise_salt`,
 * since it must outlive restarts and go along with an export.
 */
export function createSubjects({
  settings,
  users,
  random
}: Pick<Store, 'settings' | 'users'> & { random: Random }): Subjects {
  async function salt(): Promise<string> {
    const known = (await settings.get()).tokens.pairwise_salt
    if (known !== null) return known
    const made = random.alphanumeric(SALT_CHARACTERS)
    const { tokens } = await settings.update((current) => ({
      ...current,
      tokens: { ...current.tokens, pairwise_salt: current.tokens.pairwise_salt ?? made }
    }))
    return tokens.pairwise_salt ?? made
  }

  return {
    subjectFor(client, sub) {
      if (client.subject_type === 'public') return sub
      return salt().then((secret) => pairwise(secret, sectorOf(client), sub))
    },

    async personOf(client, subject) {
      // A digest has no way back, so that the people are tried; a hint that a client kept is rare enough.
      const { items } = await users.list()
      if (client.subject_type === 'public') return items.find(({ sub }) => sub === subject)?.sub
      const [secret, sector] = [await salt(), sectorOf(client)]
      return items.find(({ sub }) => sub !== undefined && pairwise(secret, sector, sub) === subject)?.sub
    }
  }
}

/**
 * The sector of a client (OpenID Connect Core §8.1): the host of its sector identifier, else that of its redirect URIs, which the
 * model has made sure is one. A client without a host – a device, an application with a scheme of its own – is a sector by itself.
 */
export function sectorOf(
  client: Pick<Client, 'client_id' | 'sector_identifier_uri' | 'redirect_uris'>
): string {
  const uri = client.sector_identifier_uri ?? client.redirect_uris[0]
  return (uri !== undefined && new URL(uri).hostname) || client.client_id
}

function pairwise(secret: string, sector: string, sub: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([sector, sub]))
    .digest('base64url')
}
