/**
 * The inspector: the latest requests to the protocol endpoints, in memory, and the figures of all since the start.
 *
 * It leans on the contract's `Exchange` alone. It must not know the store, the protocol or Express: whoever answers
 * a request says here what came of it. Recording costs microseconds, since it stands in the path of every token.
 */
export { createInspector, type Inspector } from './create-inspector'
