import type { NewUser } from '../../../src-main/contract'

/** Three people to try things with; each signs in with their name and this password. */
export const SAMPLE_PASSWORD = 'wonderland'

/** Their roles are ones that every server has. */
export const SAMPLE_USERS: readonly NewUser[] = [
  {
    username: 'alice',
    email: 'alice@example.com',
    email_verified: true,
    name: 'Alice Liddell',
    given_name: 'Alice',
    family_name: 'Liddell',
    roles: ['user']
  },
  {
    username: 'bob',
    email: 'bob@example.com',
    email_verified: true,
    name: 'Bob Builder',
    given_name: 'Bob',
    family_name: 'Builder',
    roles: ['user', 'moderator']
  },
  {
    username: 'carol',
    email: 'carol@example.com',
    email_verified: false,
    name: 'Carol Singer',
    given_name: 'Carol',
    family_name: 'Singer',
    roles: ['user']
  }
]
