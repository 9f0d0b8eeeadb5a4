/**
 * Mail: what the server wrote to people, with the codes in it, and whether it went out.
 *
 * It leans on the outbox store and the kit. It must not know other features. The router loads its page when it is opened.
 */
export { default as MailPage } from './MailPage.vue'
