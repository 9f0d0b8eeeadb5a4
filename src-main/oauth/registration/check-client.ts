import { clientProblems, type Client } from '../../model'
import type { Store } from '../../ports'
import type { CheckSector } from './check-sector'
import { metadataRefusal } from './metadata-refusal'
import { registrationProblems } from './registration-problems'

/** Checks that a client fits together and is one that this server registers. Throws OAuthError. */
export type CheckClient = (client: Client) => Promise<void>

export function createCheckClient({
  settings,
  checkSector
}: {
  settings: Store['settings']
  checkSector: CheckSector
}): CheckClient {
  return async (client) => {
    const problems = [...clientProblems(client), ...registrationProblems(client, await settings.get())]
    if (problems.length)
      throw metadataRefusal(problems.map(({ path, message }) => ({ path: [path], message })))
    await checkSector(client)
  }
}
