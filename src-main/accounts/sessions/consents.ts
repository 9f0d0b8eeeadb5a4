import { consentId, type Consent } from '../../model'
import type { Store } from '../../ports'
import type { Agreements } from './agreements'

/** What a person lets clients have, as they see and withdraw it. */
export interface Consents {
  /** The latest first. */
  list(sub: string): Promise<readonly Consent[]>
  /** Forgets the consent and ends everything that the client got from the person. False: there was nothing. */
  withdraw(sub: string, client_id: string): Promise<boolean>
}

export function createConsents(dependencies: {
  store: Pick<Store, 'consents'>
  agreements: Agreements
}): Consents {
  const { store, agreements } = dependencies
  return {
    async list(sub) {
      const consents = await store.consents.find('sub', sub)
      return [...consents].sort((one, other) => other.given_at - one.given_at)
    },

    async withdraw(sub, client_id) {
      const wasThere = await store.consents.remove(consentId(sub, client_id))
      await agreements.endOfClient(sub, client_id)
      return wasThere
    }
  }
}
