/**
 * Roles & scopes: what people may be, what tokens may do, the claims of one's own, and the preview of all that for a client.
 *
 * The designer of claims and the look of the preview are the kit's, since a client's page shows them too.
 */
export { default as RolesPage } from './RolesPage.vue'
