import type { Random } from '../../ports'
import { sessionState } from '../logout/session-state'
import type { ResponseFields } from '../response-types/response-part'
import type { BrowserRequest } from './steps/authorization-outcome'
import type { AuthorizationRequest } from './authorization-request'

/** OpenID Connect Session Management §2: `session_state` comes along with every OpenID answer, errors included. */
export type SessionStateOf = (
  request: Pick<AuthorizationRequest, 'target' | 'scope'>,
  browser: Pick<BrowserRequest, 'browserState'>
) => ResponseFields

const SALT_CHARACTERS = 16

export function createSessionStateOf({ random }: { random: Random }): SessionStateOf {
  return ({ target, scope }, { browserState = '' }): ResponseFields => {
    if (!scope.includes('openid')) return {}
    const { client_id } = target.client
    const salt = random.alphanumeric(SALT_CHARACTERS)
    return { session_state: sessionState({ client_id, redirectUri: target.uri, browserState, salt }) }
  }
}
