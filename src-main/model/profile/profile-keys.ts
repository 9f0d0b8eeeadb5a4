/** The lists of a profile, and the member that tells one record of each from the others. */
export const PROFILE_KEYS = {
  clients: 'client_id',
  users: 'username',
  roles: 'name',
  scopes: 'name',
  claims: 'id',
  keys: 'kid'
} as const

export type ProfileListName = keyof typeof PROFILE_KEYS
export const PROFILE_LISTS = Object.keys(PROFILE_KEYS) as readonly ProfileListName[]
