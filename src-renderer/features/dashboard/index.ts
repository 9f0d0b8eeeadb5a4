/**
 * The dashboard: four figures, what needs attention with its repair, the endpoints, and the latest requests as they come.
 * The router loads its page when it is opened; what stands here is what the shell opens from elsewhere.
 *
 * It leans on the stores and the kit; it must not know other features or the api's transports.
 */
export { default as PasswordDialog } from './attention/PasswordDialog.vue'
