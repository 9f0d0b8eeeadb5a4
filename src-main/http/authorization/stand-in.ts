import type { FrontDoor, Visitor } from '../../accounts'
import type { SignInSession } from '../../model'
import { ENDPOINT_PATHS, OAuthError, type InteractionView, type Protocol } from '../../oauth'
import type { Random } from '../../ports'
import { browserIdOf, cookieNames } from './browser'

const SECRET_CHARACTERS = 43
const LOOPBACK = '127.0.0.1'
/** What the lists of sessions and sign-ins say of it. */
const USER_AGENT = 'Playground'
/** People whose browsers are kept, so that a second run doesn't sign them in again. */
const KEPT = 100

export interface StandInDeps {
  readonly accounts: Pick<FrontDoor, 'signIns'>
  readonly protocol: Pick<Protocol, 'interactions' | 'deviceCodes'>
  readonly random: Random
  readonly state: () => { readonly port: number }
  readonly isEncrypted: () => boolean
}

/** One browser of nobody's: its own cookie, and who is signed in. */
interface StandInBrowser {
  readonly own: string
  readonly username?: string
  token?: string
  session?: SignInSession
}

/**
 * Browsers without a person: somebody is signed in with them, and the pages of an authorization request are answered as was said beforehand.
 * Who may do that in whose name is for the caller to know.
 */
export function createOpenStandIn(deps: StandInDeps) {
  const { random } = deps
  const kept = new Map<string, StandInBrowser>()

  return async (username: string | undefined) => {
    if (username === undefined) return standInOf({ own: random.alphanumeric(SECRET_CHARACTERS) }, deps)
    const browser = kept.get(username) ?? { own: random.alphanumeric(SECRET_CHARACTERS), username }
    if (!(await isSignedIn(browser, deps)) && !(await signIn(browser, deps))) return undefined
    kept.delete(username)
    kept.set(username, browser)
    const [longestAgo] = kept.keys()
    if (kept.size > KEPT && longestAgo !== undefined) kept.delete(longestAgo)
    return standInOf(browser, deps)
  }
}

function standInOf(browser: StandInBrowser, deps: StandInDeps) {
  const { protocol, state, isEncrypted } = deps
  const browserId = browserIdOf(browser.own)
  return {
    get cookie() {
      const names = cookieNames(state().port, isEncrypted())
      return [
        `${names.browser}=${browser.own}`,
        ...(browser.token ? [`${names.session}=${browser.token}`] : [])
      ].join('; ')
    },

    async answer(page: string, decision: 'allow' | 'deny'): Promise<string | undefined> {
      const { pathname, searchParams } = new URL(page, 'http://localhost')
      const id = searchParams.get('interaction')
      if (id === null || pathname.endsWith(ENDPOINT_PATHS.authorization) || !browser.session) return undefined
      const view = await protocol.interactions.view(id, { browserId, sessionId: browser.session.id })
      if (!view) return undefined
      await answerView(view, browser, { decision, deps })
      return backToEndpoint(id)
    },

    async enterUserCode(userCode: string): Promise<string | undefined> {
      try {
        return backToEndpoint(await protocol.deviceCodes.begin(userCode, { browserId, ip: LOOPBACK }))
      } catch (error) {
        if (error instanceof OAuthError) return undefined
        throw error
      }
    }
  }
}

/** What a person would do on the page that is next. */
async function answerView(
  { id, page, scope }: InteractionView,
  browser: StandInBrowser,
  { decision, deps }: { decision: 'allow' | 'deny'; deps: StandInDeps }
): Promise<void> {
  const { interactions } = deps.protocol
  const browserId = browserIdOf(browser.own)
  if (page === 'sign-in') await signIn(browser, deps)
  const sub = browser.session?.sub
  if (sub === undefined) return
  if (page === 'sign-in') await interactions.noteSignIn(id, browserId, sub)
  if (page === 'select-account') await interactions.noteSelection(id, browserId, sub)
  if (page === 'consent')
    await interactions.noteConsent(id, browserId, { sub, decision, scope: decision === 'allow' ? scope : [] })
}

async function isSignedIn(browser: StandInBrowser, { accounts }: StandInDeps): Promise<boolean> {
  const found = browser.token === undefined ? undefined : await accounts.signIns.resume(browser.token)
  if (found) browser.session = found.session
  return found !== undefined
}

async function signIn(browser: StandInBrowser, { accounts }: StandInDeps): Promise<boolean> {
  const visitor: Visitor = {
    browserId: browserIdOf(browser.own),
    ip: LOOPBACK,
    userAgent: USER_AGENT,
    ...(browser.token !== undefined && { sessionToken: browser.token })
  }
  const result = await accounts.signIns.asChosen(browser.username ?? '', visitor)
  if (result?.outcome !== 'signed-in') return false
  browser.token = result.token
  browser.session = result.session
  return true
}

function backToEndpoint(interaction: string): string {
  return `${ENDPOINT_PATHS.authorization}?interaction=${encodeURIComponent(interaction)}`
}
