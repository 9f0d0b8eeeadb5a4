/**
 * Clients: the list, registering one, and the page of one with its settings and credentials.
 *
 * It leans on the clients store, the contract's schemas (whose messages are what a form says) and the kit. It must not
 * know other features; it sends people to them by address. The router loads its two pages when they are opened.
 */
export { default as ClientPage } from './ClientPage.vue'
export { default as ClientsPage } from './ClientsPage.vue'
