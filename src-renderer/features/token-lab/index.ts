/**
 * The token lab: a token is pasted, taken apart and verified; a copy is edited and signed; two are compared.
 *
 * It leans on the token lab's store and on the kit's `tokens/`, which the playground uses too. What is read of a token is read here,
 * in the page; what is verified or signed is the server's work. It must not know other features.
 */
export { default as TokenLabPage } from './TokenLabPage.vue'
