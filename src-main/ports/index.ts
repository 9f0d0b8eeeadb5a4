/**
 * What the core asks of the world: a store, the time, randomness, a log, a password hasher, a mailer, the people, somebody's published keys.
 *
 * Interfaces and the errors that belong to them; no implementation stands here. It leans on the model alone.
 * `system` and `store` answer these ports, and `server.ts` connects them.
 */
export * from './busy-error'
export * from './client-certificate'
export * from './clock'
export * from './collection-definition'
export * from './collection-files'
export * from './collections'
export * from './desktop'
export * from './database-state'
export * from './faults'
export * from './http-sender'
export * from './key-set-source'
export * from './leases'
export * from './log'
export * from './log-lines'
export * from './machine'
export * from './mailer'
export * from './outbound'
export * from './panel-files'
export * from './password-hasher'
export * from './people'
export * from './random'
export * from './scheduler'
export * from './store'
export * from './store-error'
export * from './tell-clients'
