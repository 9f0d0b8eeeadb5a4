/**
 * The model: what a client, a user, a setting, a token and a profile are, as zod schemas, types and pure rules.
 *
 * It leans on zod alone. It must not know Express, Electron, a disk, a network or the time: whoever needs
 * "now" hands it in. Field names of the wire stay as the RFCs spell them.
 */
export * from './client'
export * from './client-authentication'
export * from './flow'
export * from './identifier'
export * from './nearest-name'
export * from './parse-profile'
export * from './profile'
export * from './profile-json-schema'
export * from './redirect-uri'
export * from './role'
export * from './schema-issues'
export type { PathStep } from './schema-walk'
export * from './scope'
export * from './session'
export * from './settings'
export * from './signing-key'
export * from './text'
export * from './token'
export * from './user'
export { z } from './zod'
