/**
 * Users: the list with its filters and bulk actions, making an account, and the page of one person.
 *
 * It leans on the users store, the contract's schemas (whose messages are what a form says) and the kit. It must not
 * know other features; it sends people to them by address. The router loads its two pages when they are opened.
 */
export { default as UserPage } from './UserPage.vue'
export { default as UsersPage } from './UsersPage.vue'
