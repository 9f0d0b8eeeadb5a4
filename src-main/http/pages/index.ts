/**
 * The pages of the person who signs in: rendered here, without a script, in the person's language and the server's branding.
 *
 * They lean on the accounts and on the protocol's interactions. They must not know how an authorization request is read or
 * answered: every step returns to the authorization endpoint, which names the next one.
 */
export { createPageRoutes } from './page-routes'
export { createPages } from './create-pages'
export type { Pages } from './pages'
