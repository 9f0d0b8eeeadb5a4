import { hashSync } from 'bcryptjs'
import type { ClientInput, Jwk } from '../../../src-main/model'
import { clientPerMethod, makeKeyPair, type KeyPair } from '../../protocol/clients'
import { startServer, type TestServer } from '../../support/start-server'

export const CALLBACK = 'https://suite.example.com/callback'
export const USERNAME = 'erika'
export const PASSWORD = 'a-good-password'

/** A person who has a value for every claim of the standard scopes (OpenID Connect Core §5.4). */
export const PERSON = {
  username: USERNAME,
  sub: 'erika-sub',
  email: 'erika@example.com',
  email_verified: true,
  name: 'Erika Maria Mustermann',
  given_name: 'Erika',
  family_name: 'Mustermann',
  middle_name: 'Maria',
  nickname: 'Rika',
  preferred_username: 'erika',
  profile: 'https://example.com/erika',
  picture: 'https://example.com/erika.png',
  website: 'https://erika.example.com/',
  gender: 'female',
  birthdate: '1980-02-29',
  zoneinfo: 'Europe/Berlin',
  locale: 'de-DE',
  phone_number: '+49 30 123456',
  phone_number_verified: false,
  address: { street_address: 'Heidestraße 17', locality: 'Köln', postal_code: '51147', country: 'DE' },
  updated_at: 1_700_000_000
}

export interface Suite {
  readonly server: TestServer
  /** Of the client `private_key_jwt`, and of request objects. */
  readonly key: KeyPair
}

/** A server with one person, and for each method a client of that name that may do everything; `second` is another one. */
export async function startSuite(): Promise<Suite> {
  const key = await makeKeyPair('ES256', 'suite-key')
  const server = await startServer({
    // Signing in and registering again and again from one address is what the modules do.
    settings: { limits: { rate_limiting: false }, dynamic_registration: 'open' },
    // Of the lowest cost, since the modules sign in so often.
    users: [{ ...PERSON, password_hash: hashSync(PASSWORD, 4) }],
    clients: clientsFor(key.publicJwk)
  })
  return { server, key }
}

function clientsFor(key: Jwk): ClientInput[] {
  const all = clientPerMethod(key).map((client): ClientInput => ({
    ...client,
    redirect_uris: [CALLBACK],
    grant_types: ['authorization_code', 'implicit', 'refresh_token'],
    jwks: { keys: [key] }
  }))
  const basic = all.find(({ client_id }) => client_id === 'client_secret_basic')!
  return [...all, { ...basic, client_id: 'second', redirect_uris: ['https://second.example.com/callback'] }]
}
