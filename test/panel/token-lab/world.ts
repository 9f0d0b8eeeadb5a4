import type { SignedCopy, TokenVerdict } from '../../../src-main/contract'
import type { Actor } from '../../../src-main/panel'
import type { PanelCall } from '../../support/panel/panel-call'
import { contextOf, directCall } from '../../support/panel/panel-transports'
import { startServer } from '../../support/start-server'

const SECRET = 'secretOfTheShopSecretOfTheShopSecretOfTheShop'
export const CLIENT = 'web'
export const ISSUER = 'https://issuer.example'
export const EXPECTED = { iss: ISSUER, aud: CLIENT, nonce: 'n-0S6', algs: ['ES256'] }
export const KEY = { from: 'generated', alg: 'ES256' }

export interface Tokens {
  access_token: string
  refresh_token?: string
  id_token?: string
}

/** A server with people and clients whose tokens are looked at, and how the token lab is asked. */
export async function createTokenLabWorld() {
  const server = await startServer({
    scopes: ['read'],
    users: [
      { username: 'alice', name: 'Alice Example', password: 'password1' },
      { username: 'bob', password: 'password1' },
      { username: 'mo', password: 'password1', roles: ['moderator'] }
    ],
    clients: [
      {
        client_id: 'shop',
        client_name: 'The shop',
        client_secret: SECRET,
        scope: 'read openid',
        access_token_format: 'jwt',
        grant_types: ['client_credentials', 'password', 'refresh_token'],
        token_endpoint_auth_method: 'client_secret_post'
      },
      { client_id: 'plain', client_secret: SECRET, owner: 'bob' },
      { client_id: 'robot', client_secret: 'robot-secret', scope: 'admin' }
    ]
  })
  const call = directCall(server, contextOf({ kind: 'local' }))
  const sign = (input: object) => call('tokenLab.sign', input) as Promise<SignedCopy>

  return {
    server,
    call,
    sign,
    verify: (input: object) => call('tokenLab.verify', input) as Promise<TokenVerdict>,

    async as(username: string): Promise<PanelCall> {
      const user = (await server.store.users.get(username))!
      return directCall(server, contextOf({ kind: 'user', user } as Actor))
    },

    /** Tokens of the shop, which has JWTs, or of the plain client, which has opaque ones. */
    async ask(form: Record<string, string>, client_id: 'shop' | 'plain' = 'shop'): Promise<Tokens> {
      const isShop = client_id === 'shop'
      const answer = await fetch(`${server.address}/oauth2/token`, {
        method: 'POST',
        body: new URLSearchParams(isShop ? { client_id, client_secret: SECRET, ...form } : form),
        headers: isShop ? {} : { Authorization: `Basic ${btoa(`${client_id}:${SECRET}`)}` }
      })
      return (await answer.json()) as Tokens
    },

    /** An ID token of somebody else, what verifies it, and what its client expects. */
    async idToken(over: object = {}) {
      const now = server.clock.nowSeconds()
      const claims = {
        iss: ISSUER,
        sub: 'u1',
        aud: CLIENT,
        exp: now + 300,
        iat: now,
        nonce: 'n-0S6',
        ...over
      }
      const copy = await sign({ header: { typ: 'JWT' }, claims, key: KEY })
      return { token: copy.token, keys: jwks(copy.publicKey), expected: EXPECTED, kind: 'id_token' }
    }
  }
}

export type TokenLabWorld = Awaited<ReturnType<typeof createTokenLabWorld>>

/** A key set that somebody pasted. */
export const jwks = (...keys: unknown[]) => ({ from: 'pasted', text: JSON.stringify({ keys }) })
/** A part of a JWT. */
export const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
/** The verdict on one claim. */
export const claim = (verdict: TokenVerdict, name: string) => verdict.claims.find((one) => one.name === name)
