/**
 * Authorizations per day: how often clients were given tokens, as a chart and as a table with the same figures.
 *
 * It leans on the authorizations store, the kit and echarts, which is loaded with the page. It must not know other features.
 */
export { default as AuthorizationsPage } from './AuthorizationsPage.vue'
