import { createBrowser, tokensOf, type Tokens } from '../browser'
import { openConnection } from '../connection'
import type { Load } from '../load'
import { basicRequest, getRequest } from '../requests'
import { opaqueRequest } from './tokens'
import { OURS, PEERS, type Workload } from './workload'

/** A sign-in with the password and a code, over and over, as if each were somebody else's. */
export const PASSWORD_FLOW: Load = {
  flow: async (connection) => {
    const browser = createBrowser(connection)
    return async () => {
      browser.forgetCookies()
      await browser.runCodeFlow()
    }
  }
}

/** Tokens of a person, and what is asked with them. */
export const PEOPLE_WORKLOADS: readonly Workload[] = [
  {
    name: 'introspection',
    limit: 'node:http; then the form, the digest and the record of the exchange',
    targets: PEERS,
    load: async (target, _world, port) =>
      target === 'bare Express'
        ? { request: opaqueRequest() }
        : { request: basicRequest('opaque', `token=${await opaqueTokenFrom(port)}`, '/oauth2/introspect') }
  },
  {
    name: 'userinfo',
    limit: 'node:http; then the digest and the record of the exchange',
    targets: PEERS,
    load: async (target, _world, port) => {
      const token = target === 'bare Express' ? 'x'.repeat(255) : (await personsTokens(port)).access_token
      return { request: getRequest('/oauth2/userinfo', `authorization: Bearer ${token}\r\n`) }
    }
  },
  {
    name: 'refresh with rotation',
    limit: 'four records for each answer, and the derived successor',
    targets: PEERS,
    load: async (target) => (target === 'bare Express' ? { request: opaqueRequest() } : { flow: refreshing })
  },
  {
    name: 'code + PKCE with a session, ID token included',
    limit: "the ID token's signature, in two requests",
    targets: [OURS, 'oidc-provider'],
    load: async () => ({
      flow: async (connection) => {
        const browser = createBrowser(connection)
        await browser.runCodeFlow()
        return () => browser.runCodeFlow()
      }
    })
  },
  {
    name: 'code + PKCE with a password',
    limit: 'bcrypt, on purpose',
    targets: [OURS, 'oidc-provider'],
    load: async () => PASSWORD_FLOW
  }
]

const refreshing = async (connection: Parameters<typeof createBrowser>[0]) => {
  let { refresh_token: current } = await createBrowser(connection).runCodeFlow()
  return async () => {
    const form = `grant_type=refresh_token&refresh_token=${current}&scope=profile`
    current = tokensOf(await connection.ask(basicRequest('web', form))).refresh_token
  }
}

async function opaqueTokenFrom(port: number): Promise<string> {
  const connection = openConnection(port)
  const { access_token } = tokensOf(await connection.ask(opaqueRequest()))
  connection.close()
  return access_token
}

async function personsTokens(port: number): Promise<Tokens> {
  const connection = openConnection(port)
  const tokens = await createBrowser(connection).runCodeFlow()
  connection.close()
  return tokens
}
