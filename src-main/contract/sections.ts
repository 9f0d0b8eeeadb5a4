import type { AccessLevel } from '../model'

interface SectionOf<Id extends string> {
  readonly id: Id
  /** Its route in the page. */
  readonly path: string
  /** Who finds it in the navigation; what a procedure allows is for the procedure to say. */
  readonly access: AccessLevel
}

const section = <Id extends string>(id: Id, path: string, access: AccessLevel): SectionOf<Id> => ({
  id,
  path,
  access
})

/** The panel's sections in their order, from which the page's navigation and the desktop's menu are computed. */
export const SECTIONS = [
  section('dashboard', '/', 'moderator'),
  section('playground', '/playground', 'user'),
  section('tokens', '/token-lab', 'user'),
  section('traffic', '/traffic', 'moderator'),
  section('clients', '/clients', 'user'),
  section('users', '/users', 'moderator'),
  section('roles', '/roles', 'moderator'),
  section('sessions', '/sessions', 'moderator'),
  section('authorizations', '/authorizations', 'user'),
  section('limits', '/limits', 'moderator'),
  section('server', '/server', 'moderator'),
  section('flows', '/flows', 'moderator'),
  section('keys', '/keys', 'moderator'),
  section('pages', '/sign-in-pages', 'moderator'),
  section('mail', '/mail', 'administrator'),
  section('account', '/account', 'user'),
  section('documentation', '/documentation', 'user'),
  section('preferences', '/preferences', 'user')
] as const

/** A section of the panel; its name is the catalogue's `app.section.<id>`. */
export type Section = (typeof SECTIONS)[number]
