/**
 * Traffic & logs: the requests as they come, one of them in full with the rule that refused it, the audit trail, the mail outbox's door,
 * and the server's own log. `list/` is the virtual list with its filter, `detail/` the pane beside it.
 *
 * It leans on the stores and the kit; it must not know other features or the api's transports. The router loads its page.
 */
export { default as TrafficPage } from './TrafficPage.vue'
