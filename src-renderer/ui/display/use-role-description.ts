import { useI18n } from 'vue-i18n'
import { BUILT_IN_ROLES, type Role } from '../../../src-main/contract'

/** What a role is for: as somebody described it, and in the reader's language what every server says of its own. */
export function useRoleDescription(): (role: Pick<Role, 'name' | 'description'>) => string {
  const { t } = useI18n()
  return ({ name, description }) => {
    const isAsShipped = BUILT_IN_ROLES.some((one) => one.name === name && one.description === description)
    return isAsShipped ? t(`ui.roles.${name}`) : description
  }
}
