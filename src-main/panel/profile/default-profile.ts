import { BUILT_IN_ROLES, DEFAULT_ADMINISTRATOR, PROFILE_VERSION, type ProfileInput } from '../../model'

/** What a first start begins with where no profile says otherwise: the built-in roles and the documented administrator. */
export function createDefaultProfile(): ProfileInput {
  const { username, password } = DEFAULT_ADMINISTRATOR
  return {
    version: PROFILE_VERSION,
    roles: BUILT_IN_ROLES.map((role) => ({ ...role })),
    users: [{ username, password, email: username, email_verified: true, roles: ['administrator'] }]
  }
}
