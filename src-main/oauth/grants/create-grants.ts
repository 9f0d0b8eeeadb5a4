import type { Store } from '../../ports'
import { createClientCredentialsGrant } from './client-credentials'
import type { Grant } from './grant'

/** Every grant that the server speaks. A new one is one file and one line here. */
export function createGrants({ scopes }: { scopes: Store['scopes'] }): readonly Grant[] {
  return [createClientCredentialsGrant({ scopes })]
}
