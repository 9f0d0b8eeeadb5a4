/**
 * People and the panel: signing in, the sessions of the panel in a browser, passwords, the documented default
 * administrator.
 *
 * It leans on the model, the ports and digests of node:crypto. It must not know the protocol: which clients, tokens and
 * flows there are; nor cookies, headers and pages, which `http` makes of what it answers.
 */
export { createAccounts, type Accounts } from './create-accounts'
export { findByLogin } from './find-by-login'
export type { SignInOutcome } from './sign-in'
export type { ChangePasswordOutcome } from './passwords'
export type { ResumedSession } from './panel-sessions'
