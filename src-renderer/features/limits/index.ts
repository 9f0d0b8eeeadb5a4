/**
 * Limits: lifetimes and maxima, for clients and for people, each with its default, its use at this moment and what happens there.
 *
 * It leans on the settings store for the limits, on the limits store for their use, and on the kit. It must not know other
 * features; it sends people to them by address.
 */
export { default as LimitsPage } from './LimitsPage.vue'
