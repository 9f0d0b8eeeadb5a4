import type { Authorization, ClientInput, SettingsPatch } from '../../../src-main/model'
import { startServer, type TestServer } from '../../support/start-server'
import { SECRET } from '../clients'
import { insertCode, redeem } from '../grant-world'
import { askToken, basic, type Answer } from '../requests'

/** A person with most of what OpenID Connect knows of one. */
export const ALICE = {
  username: 'alice',
  sub: 'alice-sub',
  email: 'alice@example.com',
  email_verified: true,
  name: 'Alice Adams',
  given_name: 'Alice',
  phone_number: '+1 555 0100',
  address: { locality: 'Springfield', country: 'US' },
  roles: ['user', 'moderator'],
  claims: { 'name#ru': 'Алиса', department: 'R&D', sub: 'somebody-else', password_hash: 'own' },
  password: 'correct horse battery'
}

export const client = (client_id: string, more: Partial<ClientInput> = {}): ClientInput => ({
  client_id,
  client_secret: SECRET,
  redirect_uris: ['https://app.example.com/callback'],
  grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
  ...more
})

/** A server with alice, a moderator, bob, and the clients named. */
export function startTokenServer(
  clients: readonly ClientInput[],
  settings: SettingsPatch = {}
): Promise<TestServer> {
  return startServer({
    settings,
    scopes: [
      'orders',
      { name: 'staff', roles: ['moderator'] },
      { name: 'hr', claims: ['department', 'roles'] }
    ],
    users: [ALICE, { username: 'bob', sub: 'bob-sub', password: ALICE.password }],
    clients: [...clients]
  })
}

/** What a client that proves itself by its secret gets for a code of alice's agreement. */
export async function tokensOf(
  server: TestServer,
  client_id: string,
  agreement: Partial<Authorization> = {}
): Promise<Record<string, unknown>> {
  const code = await insertCode(server, { client_id }, { scope: 'openid', ...agreement })
  return (await redeem(server, code, {}, basic(client_id, SECRET))).json
}

/** A refresh by a client that proves itself by its secret. */
export function refresh(
  server: TestServer,
  client_id: string,
  token: unknown,
  more: Record<string, string> = {}
): Promise<Answer> {
  const form = { grant_type: 'refresh_token', refresh_token: String(token), ...more }
  return askToken(server, form, basic(client_id, SECRET))
}
