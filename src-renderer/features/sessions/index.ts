/**
 * Sessions: who is signed in for clients and in the panel, ending that, and the latest sign-ins.
 *
 * It leans on the sessions store and the kit. It must not know other features. The router loads its page when it is opened.
 */
export { default as SessionsPage } from './SessionsPage.vue'
