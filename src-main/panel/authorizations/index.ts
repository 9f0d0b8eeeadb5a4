/**
 * Authorizations per day: counting them, and showing them.
 *
 * Leans on the store and the scheduler. What is counted is for `http` to say, which answers the requests.
 */
export { createAuthorizationCounts, type AuthorizationCounts } from './authorization-counts'
export { createAuthorizations } from './create-authorizations'
