import { clientSchema, userSchema, type Client, type IssuedToken, type User } from '../../src-main/model'

/** A token of a client, fit to be stored. */
export function tokenRecord(id: string, over: Partial<IssuedToken> = {}): IssuedToken {
  return {
    id,
    kind: 'access_token',
    format: 'opaque',
    client_id: 'shop',
    scope: '',
    iat: 1_768_478_400,
    exp: 4_000_000_000,
    ...over
  }
}

/** A client with a secret, fit to be stored. */
export function clientRecord(client_id: string, over: Partial<Client> = {}): Client {
  return { ...clientSchema.parse({ client_id, client_secret: 'a secret of this client' }), ...over }
}

/** A person, fit to be stored. */
export function userRecord(username: string, over: Partial<User> = {}): User {
  return { ...userSchema.parse({ username }), ...over }
}
