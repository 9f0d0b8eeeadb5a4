import { say, type GrantType } from '../../../model'
import { RequestNotBuilt } from '../../request-not-built'
import { withParameter } from '../change-request'
import type { Mutation } from '../mutation'

/** Grants that a client is seldom allowed all of. */
const GRANTS = [
  'client_credentials',
  'password',
  'urn:ietf:params:oauth:grant-type:jwt-bearer',
  'urn:ietf:params:oauth:grant-type:token-exchange'
] as const satisfies readonly GrantType[]

/** RFC 6749 §5.2: a grant that the client may not use. */
export const grantNotAllowed: Mutation = {
  request: (built, { action, client }) => {
    if (action !== 'token') return built
    const refused = GRANTS.find((grant) => !client?.grant_types.includes(grant))
    if (refused) return withParameter(built, 'grant_type', refused)
    throw new RequestNotBuilt([{ path: ['client_id'], message: say('every_grant') }])
  }
}
