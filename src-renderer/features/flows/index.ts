/**
 * Flows & authentication: every switch of the registries, PKCE, tokens, lifetimes, APIs, and discovery changing while one edits.
 *
 * It leans on the settings store, the contract's registries and schemas, and the kit. It must not know which flows and
 * methods there are, nor other features. The router loads its page when it is opened.
 */
export { default as FlowsPage } from './FlowsPage.vue'
