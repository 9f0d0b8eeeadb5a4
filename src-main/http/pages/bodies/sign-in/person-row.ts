import type { User } from '../../../../model'
import { fillText, html, type Html, type Part } from '../../rendering/html'
import { personMark, personName } from '../../rendering/marks'

/** A person as a row: picture, name, and what tells them apart. */
export function personRow(user: User, more: Part = ''): Html {
  const name = personName(user)
  const details = [...(name === user.username ? [] : [user.username]), user.roles.join(', ')]
  return html`${personMark(user)}
    <span class="person-text">
      <span class="person-name">${name}</span>
      <span class="person-more">${details.filter(Boolean).join(' · ')}</span>
    </span>
    ${more}`
}

/** The same as a button; `label` says what a click does, with `{name}` in it. */
export function personButton(
  user: User,
  { name, label, testId, more }: { name: string; label: string; testId: string; more?: Part }
): Html {
  return html`<button
    class="person"
    type="submit"
    name="${name}"
    value="${user.username}"
    title="${fillText(label, { name: personName(user) })}"
    data-testid="${testId}"
  >
    ${personRow(user, more)}
  </button>`
}
