/**
 * What the core asks of the world: a store, the time, randomness, a log, a password hasher, a mailer, the people, somebody's published keys.
 *
 * Interfaces, the errors that belong to them, and how to use what may already be here; no implementation stands here. It leans on the model alone.
 * `system` and `store` answer these ports, and `server.ts` connects them.
 */
export * from './store/busy-error'
export * from './network/client-certificate'
export * from './clock'
export * from './store/collection-definition'
export * from './collection-files'
export * from './store/collections'
export * from './desktop'
export * from './store/database-state'
export * from './faults'
export * from './network/http-sender'
export * from './network/key-set-source'
export * from './store/leases'
export * from './log'
export * from './log-lines'
export * from './machine'
export * from './network/mailer'
export * from './network/outbound'
export * from './panel-files'
export * from './password-hasher'
export * from './people'
export * from './random'
export * from './scheduler'
export * from './store/store'
export * from './store/store-error'
export * from './store/unless-missing'
export * from './store/with-awaited'
export * from './tell-clients'
