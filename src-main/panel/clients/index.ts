/**
 * The panel's use cases of clients: seen and changed by their owners, all of them by administrators.
 *
 * It leans on the contract's procedures, the store and randomness. It must not know how a client proves itself to
 * the protocol; what a client must be is the model's `clientSchema`.
 */
export { createClients } from './create-clients'
export { createClientRights, type ClientRights } from './client-rights'
