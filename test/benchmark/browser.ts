import { createHash, randomBytes } from 'node:crypto'
import type { Connection, Reply } from './connection'
import { basicRequest, getRequest, ISSUER, postRequest } from './requests'
import { CALLBACK, PERSON } from './world'

/** The tokens of one flow, as the answer has them. */
export interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly id_token: string
}

/** A browser and the application behind it: cookies, redirects, one sign-in form. */
export interface Browser {
  /** The authorization code flow with PKCE; whoever isn't signed in yet does so with the password. */
  runCodeFlow(): Promise<Tokens>
  forgetCookies(): void
}

const MOST_STEPS = 10

export function createBrowser(connection: Connection): Browser {
  const cookies = new Map<string, string>()

  async function ask(make: (cookieLine: string) => Buffer): Promise<Reply> {
    const line = [...cookies].map((pair) => pair.join('=')).join('; ')
    const reply = await connection.ask(make(line && `cookie: ${line}\r\n`))
    for (const [, name, value] of reply.head.matchAll(/\r\nset-cookie: ([^=\r\n]+)=([^;\r\n]*)/gi))
      if (value) cookies.set(name!, value)
      else cookies.delete(name!)
    return reply
  }

  /** From the authorization request to the code that comes back to the client. */
  async function codeFor(challenge: string): Promise<string> {
    let reply = await ask((cookie) => getRequest(authorizationPath(challenge), cookie))
    for (let step = 0; step < MOST_STEPS; step += 1) {
      const location = /\r\nlocation: (\S+)/i.exec(reply.head)?.[1]
      if (location?.startsWith(CALLBACK)) return new URL(location).searchParams.get('code') ?? fail(reply)
      reply = location
        ? await ask((cookie) => getRequest(pathOf(location), cookie))
        : await submitSignIn(reply)
    }
    return fail(reply)
  }

  function submitSignIn(page: Reply): Promise<Reply> {
    const form = /<form method="post" action="([^"]+)"[^>]*>((?:(?!<\/form>)[^])*name="username"[^]*)/.exec(
      page.body
    )
    if (!form) return Promise.resolve(fail(page))
    const [, action = '', content = ''] = form
    const fields = new URLSearchParams({ username: PERSON.username, password: PERSON.password })
    for (const [, name, value] of content.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g))
      fields.set(name!, value!.replaceAll('&amp;', '&'))
    return ask((cookie) => postRequest(action, fields.toString(), `origin: ${ISSUER}\r\n${cookie}`))
  }

  return {
    forgetCookies: () => cookies.clear(),
    async runCodeFlow() {
      const verifier = randomBytes(32).toString('base64url')
      const code = await codeFor(createHash('sha256').update(verifier).digest('base64url'))
      const form = new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        redirect_uri: CALLBACK,
        code_verifier: verifier
      })
      return tokensOf(await connection.ask(basicRequest('web', form.toString())))
    }
  }
}

/** The tokens of an answer of the token endpoint. Throws when it is something else. */
export function tokensOf(reply: Reply): Tokens {
  return reply.status === 200 ? (JSON.parse(reply.body) as Tokens) : fail(reply)
}

function authorizationPath(challenge: string): string {
  const parameters = new URLSearchParams({
    response_type: 'code',
    client_id: 'web',
    redirect_uri: CALLBACK,
    scope: 'openid profile',
    state: 'state',
    nonce: 'nonce',
    code_challenge: challenge,
    code_challenge_method: 'S256'
  })
  return `/oauth2/authorize?${parameters}`
}

function pathOf(location: string): string {
  return location.startsWith(ISSUER) ? location.slice(ISSUER.length) : location
}

function fail({ head, body }: Reply): never {
  throw new Error(`The flow got stuck at:\n${head}\n\n${body.slice(0, 2000)}`)
}
