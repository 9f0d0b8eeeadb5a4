import type { Accounts } from '../accounts'
import type { Session } from '../contract'
import { DEFAULT_ADMINISTRATOR, say, type User } from '../model'
import type { PanelBase } from './access/base'
import { accessOf, type Actor, type BrowserSession, type PanelContext } from './access/context'
import { refusal, tooManyTries } from './access/refusal'

export interface SessionDependencies {
  readonly accounts: Pick<Accounts, 'signIn' | 'sessions' | 'defaultPasswordStands'>
  readonly serverName: string
  readonly version: string
}

/** Every procedure of `session`. */
export function createSession(base: PanelBase, dependencies: SessionDependencies) {
  const { accounts } = dependencies
  return {
    current: base.session.current.handler(({ context }) =>
      describe(dependencies, context, context.browserSession?.csrfToken)
    ),

    signIn: base.session.signIn.handler(async ({ input, context }) => {
      const browser = requireBrowser(context)
      const { ip, userAgent, sessionId } = browser
      const result = await accounts.signIn({ ...input, ip, userAgent })
      if (result.outcome === 'limited') throw tooManyTries(result.retryAfterSeconds)
      if (result.outcome === 'refused') throw refusal('UNAUTHORIZED', say('sign_in_refused'))
      if (result.outcome === 'unverified') throw refusal('CONFLICT', say('sign_in_unverified'))
      if (sessionId) await accounts.sessions.end(sessionId)
      browser.open(result.token)
      const actor: Actor = { kind: 'user', user: result.user }
      return describe(dependencies, { ...context, actor }, result.session.csrfToken)
    }),

    signOut: base.session.signOut.handler(async ({ context }) => {
      const browser = requireBrowser(context)
      if (browser.sessionId) await accounts.sessions.end(browser.sessionId)
      browser.close()
    })
  }
}

function requireBrowser({ browserSession }: PanelContext): BrowserSession {
  if (browserSession) return browserSession
  throw refusal('FORBIDDEN', say('sign_in_needless'))
}

async function describe(
  { accounts, serverName, version }: SessionDependencies,
  { actor, capabilities, desktop }: PanelContext,
  csrfToken: string | undefined
): Promise<Session> {
  const defaultStands = await accounts.defaultPasswordStands()
  return {
    signedIn: actor.kind !== 'nobody',
    kind: actor.kind,
    ...(actor.kind === 'user' ? personOf(actor.user) : {}),
    access: accessOf(actor),
    capabilities: [...capabilities],
    ...(csrfToken === undefined ? {} : { csrfToken }),
    serverName,
    version,
    ...(desktop?.preset && { preset: { name: desktop.preset.name, ...lockOf(actor) } }),
    ...(defaultStands ? { defaultAdministrator: { ...DEFAULT_ADMINISTRATOR } } : {})
  }
}

function lockOf(actor: Actor): Pick<NonNullable<Session['preset']>, 'lock'> {
  return actor.kind === 'local' && actor.lock !== undefined ? { lock: actor.lock } : {}
}

function personOf({ username, name, picture }: User): Pick<Session, 'username' | 'name' | 'picture'> {
  return { username, ...(name ? { name } : {}), ...(picture ? { picture } : {}) }
}
