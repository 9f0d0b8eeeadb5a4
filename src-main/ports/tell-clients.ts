import type { SignInSession } from '../model'
import type { Awaitable } from './store/store'

/** Tells the clients of a sign-in session that it is over (OpenID Connect Back-Channel Logout §2.5); never waits for one of them. The protocol answers. */
export type TellClients = (session: SignInSession) => Awaitable<void>
