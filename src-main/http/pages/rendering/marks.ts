import type { Client, User } from '../../../model'
import { html, trusted, type Html } from './html'

/** How a client is called where it has no name. */
export function clientName({ client_name, client_id }: Pick<Client, 'client_name' | 'client_id'>): string {
  return client_name || client_id
}

/** How a person is called, as their claims have it. */
export function personName({ name, username }: Pick<User, 'name' | 'username'>): string {
  return name || username
}

/** The client's logo, or the first letter of its name. */
export function clientMark(
  client: Pick<Client, 'client_name' | 'client_id' | 'logo_uri' | 'logo_base64'>
): Html {
  const logo = client.logo_base64 ?? client.logo_uri
  return html`<span class="logo" aria-hidden="true"
    >${logo === undefined ? firstLetter(clientName(client)) : html`<img src="${logo}" alt="" />`}</span
  >`
}

/** The person's picture, or the first letter of their name. */
export function personMark(user: Pick<User, 'name' | 'username' | 'picture'>): Html {
  return html`<span class="avatar" aria-hidden="true"
    >${user.picture === undefined ? firstLetter(personName(user)) : html`<img src="${user.picture}" alt="" />`}</span
  >`
}

function firstLetter(name: string): string {
  const [letter = '?'] = name
  return letter.toUpperCase()
}

const drawing = (className: string, paths: string) =>
  trusted(`<svg class="${className}" viewBox="0 0 24 24" aria-hidden="true">${paths}</svg>`)

/** The few signs that the pages draw. */
export const SIGNS = {
  alert: drawing('sign', '<circle cx="12" cy="12" r="10"/><path d="M12 8v4M12 16h.01"/>'),
  check: drawing('sign', '<circle cx="12" cy="12" r="10"/><path d="m9 12 2 2 4-4"/>'),
  tick: drawing('sign', '<path d="M20 6 9 17l-5-5"/>'),
  plus: drawing('sign', '<path d="M12 5v14M5 12h14"/>'),
  bigAlert: drawing('state err', '<path d="M12 4v10M12 19h.01"/>'),
  bigCheck: drawing('state ok', '<path d="M20 6 9 17l-5-5"/>')
} as const
