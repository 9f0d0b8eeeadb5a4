import { CLIENT_AUTHENTICATION_NAMES, FLOW_NAMES } from '../../../src-main/contract'
import { SETTING_GROUPS } from './setting-groups'
import { SETTING_PLACES, type SettingPlace } from './setting-places'

const place = (path: string, title: string): SettingPlace => ({
  path,
  title,
  section: 'flows',
  route: '/flows'
})

const named = [
  ...FLOW_NAMES.map((name) => place(`flows.${name}`, `flows.flow.${name}.title`)),
  // A method is called as the protocol spells it, in every language.
  ...CLIENT_AUTHENTICATION_NAMES.map((name) => ({
    ...place(`client_authentication.${name}`, name),
    isSpelled: true
  })),
  ...SETTING_GROUPS.flatMap(({ entries }) => entries).map(({ path }) =>
    place(path, `flows.field.${path}.title`)
  ),
  place('resources', 'flows.sections.resources')
]

/** Every field of *Flows & authentication* that has no page of its own beside. */
export const FLOW_PLACES: readonly SettingPlace[] = named.filter(
  ({ path }) => !SETTING_PLACES.some((other) => other.path === path)
)
