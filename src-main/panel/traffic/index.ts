/**
 * The panel's view of the traffic: lists, one exchange in full, waiting for one, and files to take along.
 *
 * It leans on the inspector, and on the store for names of people and for what is known of a token.
 */
export { createTraffic } from './create-traffic'
export { createFailuresToday } from './failures-today'
