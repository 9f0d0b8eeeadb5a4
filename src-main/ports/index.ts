/**
 * What the core asks of the world: a store, the time, randomness, a log, a password hasher, somebody's published keys.
 *
 * Interfaces and the errors that belong to them; no implementation stands here. It leans on the model alone.
 * `system` and `store` answer these ports, and `server.ts` connects them.
 */
export * from './busy-error'
export * from './clock'
export * from './collections'
export * from './http-sender'
export * from './key-set-source'
export * from './log'
export * from './password-hasher'
export * from './random'
export * from './store'
export * from './store-error'
