/**
 * Keys: what the server signs with, and what is published of it; making, bringing in, rotating, removing, renewing all.
 *
 * It leans on the keys store and the kit. It must not know how anything is signed, nor other features. The router loads its
 * page when it is opened.
 */
export { default as KeysPage } from './KeysPage.vue'
