import type { ShownUser } from '../../../src-main/contract'

/** What a person is called: their name, or else the name that they sign in with. */
export function nameOf({ name, username }: Pick<ShownUser, 'name' | 'username'>): string {
  return name || username
}
