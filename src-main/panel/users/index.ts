/**
 * The panel's use cases of people: seen by moderators, changed by administrators, blocked by both.
 *
 * It leans on the contract's procedures, the store and accounts, which hashes passwords and ends what somebody has open. It must not know
 * how tokens are made; what a person must be is the model's `userSchema`.
 */
export { createLastSignIns, type LastSignIns } from './last-sign-ins'
export { createUsers } from './create-users'
