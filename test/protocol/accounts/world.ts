import bcrypt from 'bcryptjs'
import type { Visitor } from '../../../src-main/accounts'
import type { Authorization, OutboxMessage } from '../../../src-main/model'
import { startServer, type StartOptions, type TestServer } from '../../support/start-server'

export const PASSWORD = 'alice in wonderland'
/** A hash that costs little, so that a test waits for what it is about. */
const CHEAP_HASH = bcrypt.hashSync(PASSWORD, 4)

export const ALICE = {
  username: 'alice',
  sub: 'alice-sub',
  email: 'alice@example.com',
  password_hash: CHEAP_HASH
}
export const BOB = { username: 'bob', sub: 'bob-sub', email: 'bob@example.com', password_hash: CHEAP_HASH }

/** A server with alice and bob, and more of what is named. */
export function startAccounts({ users = [], ...rest }: StartOptions = {}): Promise<TestServer> {
  return startServer({ ...rest, users: [ALICE, BOB, ...users] })
}

/** A browser at the door; one of its own for each name. */
export function visitor(name = 'a browser', more: Partial<Visitor> = {}): Visitor {
  return { browserId: `digest of ${name}`, ip: '192.0.2.1', userAgent: 'A browser', ...more }
}

/** Signs in with the password; fails where something else comes of it. */
export async function signIn(server: TestServer, username = 'alice', more: Partial<Visitor> = {}) {
  const result = await server.accounts.signIns.withPassword(
    { username, password: PASSWORD },
    visitor(username, more)
  )
  if (result.outcome !== 'signed-in') throw new Error(`${username} was not signed in: ${result.outcome}`)
  return result
}

/** The messages of the outbox, the latest first. */
export async function outbox(server: TestServer): Promise<readonly OutboxMessage[]> {
  return (await server.store.outbox.list({ sort: { by: 'at', descending: true } })).items
}

/** The code in the message that was written last to this address. */
export async function latestCode(server: TestServer, to: string): Promise<string> {
  const found = (await outbox(server)).filter((message) => message.to === to && message.code !== undefined)
  const newest = found.reduce<OutboxMessage | undefined>(
    (latest, one) => (latest && latest.at >= one.at ? latest : one),
    undefined
  )
  if (newest?.code === undefined) throw new Error(`No code was mailed to ${to}`)
  return newest.code
}

/** A code that is not this one. */
export function otherThan(code: string): string {
  return code.replace(/./g, (digit) => String((Number(digit) + 1) % 10))
}

let made = 0

/** Something that a person let a client have, with an access token and a code from it. */
export async function agreement(
  server: TestServer,
  more: Partial<Authorization> & { readonly sub: string }
): Promise<{ readonly id: string; isAlive(): Promise<boolean> }> {
  made += 1
  const id = `authorization-${made}`
  const now = server.clock.nowSeconds()
  const times = { iat: now, exp: now + 3600 }
  const client_id = more.client_id ?? 'a-client'
  await server.store.authorizations.insert({
    id,
    client_id,
    scope: 'openid',
    resources: [],
    ...times,
    ...more
  })
  await server.store.tokens.insert({
    id: `token-of-${id}`,
    kind: 'access_token',
    format: 'opaque',
    client_id,
    sub: more.sub,
    scope: 'openid',
    authorization_id: id,
    ...times
  })
  await server.store.authorizationCodes.insert({
    id: `code-of-${id}`,
    authorization_id: id,
    client_id,
    response_type: 'code',
    ...times
  })
  const { authorizations, tokens, authorizationCodes } = server.store
  return {
    id,
    async isAlive() {
      const there = [
        await authorizations.get(id),
        await tokens.get(`token-of-${id}`),
        await authorizationCodes.get(`code-of-${id}`)
      ].filter((record) => record !== undefined)
      if (there.length !== 0 && there.length !== 3) throw new Error(`${id} ended in part`)
      return there.length > 0
    }
  }
}
