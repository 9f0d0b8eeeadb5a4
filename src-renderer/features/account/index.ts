/**
 * My account: what people say of themselves, where they are signed in, what they let clients have, their password, the end of it all.
 *
 * It leans on the account store and the kit. It must not know other features. The router loads its page when it is opened.
 */
export { default as AccountPage } from './AccountPage.vue'
