/**
 * People: signing in to the panel and for a client, with one limit on all doors; sessions; signing up; mailed codes and the
 * outbox; passwords; consents; the end of an account; the documented default administrator.
 *
 * It leans on the model, the ports, digests of node:crypto and the catalogue's texts of mail. It must not know the protocol: how
 * tokens are issued and which flows there are; nor cookies, headers and pages, which `http` makes of what it answers.
 */
export { createAccounts, type Accounts } from './create-accounts'
export type { CodeResult, FieldProblem, FrontDoor, SignInResult, Visitor } from './front-door'
export { isLastAdministrator } from './last-administrator'
export { findByLogin } from './sign-in/find-by-login'
export type { ResumedSession } from './sessions/panel-sessions'
export type { TellSignIn, ToldSignIn } from './sign-in/tell-sign-in'
