/**
 * What people do with their own: account, password, sessions, consents, the end of it.
 *
 * Leans on accounts for everything that has consequences. Nothing here takes somebody's name: it is always whoever asks.
 */
export { createAccount } from './create-account'
