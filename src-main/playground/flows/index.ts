/**
 * The flows that the playground can run, by the names of their switches: one value each.
 *
 * They lean on the model and the contract, and on `authentication` for what is signed with the client's key.
 */
import type { PlaygroundFlowName } from '../../contract'
import { authorizationCode, hybrid } from './authorization-code'
import { clientCredentials } from './client-credentials'
import { device } from './device'
import type { PlaygroundFlow } from './flow'
import { implicit } from './implicit'
import { jwtBearer } from './jwt-bearer'
import { password } from './password'
import { refreshToken } from './refresh-token'
import { tokenExchange } from './token-exchange'

export const PLAYGROUND_FLOWS: Readonly<Record<PlaygroundFlowName, PlaygroundFlow>> = {
  oauth2_code: authorizationCode,
  oauth2_implicit: implicit,
  oauth2_password: password,
  oauth2_client_credentials: clientCredentials,
  oauth2_refresh_token: refreshToken,
  openid_code: authorizationCode,
  openid_implicit: implicit,
  openid_hybrid: hybrid,
  device,
  token_exchange: tokenExchange,
  jwt_bearer: jwtBearer
}

export type { PlaygroundFlow } from './flow'
