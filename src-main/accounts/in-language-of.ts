import type { User } from '../model'
import type { Visitor } from './front-door'

/** The visitor, whose mail is written in the language of the page, else in the person's own. */
export function inLanguageOf(user: Pick<User, 'locale'> | undefined, visitor: Visitor): Visitor {
  const locale = visitor.locale ?? user?.locale
  return locale === undefined ? visitor : { ...visitor, locale }
}
