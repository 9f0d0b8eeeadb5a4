/**
 * The server's own keys: shown, made, brought in, rotated, removed, and renewed all at once.
 *
 * It leans on the protocol's signing keys and on the store. What is signed with a key is the protocol's affair.
 */
export { createKeys } from './create-keys'
